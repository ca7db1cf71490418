//! RC4, with which Jet obscures its header and, where a database is encoded, its pages. The keys stand in the file: it hides
//! nothing from anyone.

/// Key of the header's obscured part, the same for every database.
const HEADER_KEY: [u8; 4] = [0xC7, 0xDA, 0x39, 0x6B];
/// Where the obscured part begins. What is read of it ends long before its end.
const OBSCURED: usize = 0x18;
const OBSCURED_LENGTH: usize = 126;

/// The header as it was before it was obscured.
pub(super) fn reveal_header(header: &mut [u8]) {
    if let Some(obscured) = header.get_mut(OBSCURED..OBSCURED + OBSCURED_LENGTH) {
        apply(HEADER_KEY, obscured);
    }
}

/// Enciphers or deciphers: both are the same.
pub(super) fn apply(key: [u8; 4], bytes: &mut [u8]) {
    let mut state: [u8; 256] = std::array::from_fn(|place| place as u8);
    let mut other = 0_u8;
    for place in 0..=255_u8 {
        other = other.wrapping_add(state[usize::from(place)]).wrapping_add(key[usize::from(place % 4)]);
        state.swap(usize::from(place), usize::from(other));
    }
    let (mut one, mut other) = (0_u8, 0_u8);
    for byte in bytes {
        one = one.wrapping_add(1);
        other = other.wrapping_add(state[usize::from(one)]);
        state.swap(usize::from(one), usize::from(other));
        let sum = state[usize::from(one)].wrapping_add(state[usize::from(other)]);
        *byte ^= state[usize::from(sum)];
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_the_cipher_that_all_know() {
        let mut bytes = *b"pedia";
        super::apply(*b"Wiki", &mut bytes);
        assert_eq!(bytes, [0x10, 0x21, 0xBF, 0x04, 0x20]);
    }
}
