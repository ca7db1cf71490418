//! A zip archive that nobody can open: traditional PKWARE encryption (APPNOTE 6.1), written out here because the crate's
//! writer salts its header with the operating system's chance, and a replay must repeat byte for byte.

use crate::dice::mix;

const NAME_OF_KEY: &[u8] = b"kept by nobody";

struct Keys([u32; 3]);

impl Keys {
    fn new(password: &[u8]) -> Self {
        let mut keys = Self([0x1234_5678, 0x2345_6789, 0x3456_7890]);
        password.iter().for_each(|byte| keys.update(*byte));
        keys
    }

    fn update(&mut self, byte: u8) {
        self.0[0] = crc_step(self.0[0], byte);
        self.0[1] = self.0[1].wrapping_add(self.0[0] & 0xff).wrapping_mul(134_775_813).wrapping_add(1);
        self.0[2] = crc_step(self.0[2], (self.0[1] >> 24) as u8);
    }

    fn encrypt(&mut self, byte: u8) -> u8 {
        let mask = self.0[2] | 3;
        let sealed = byte ^ (mask.wrapping_mul(mask ^ 1) >> 8) as u8;
        self.update(byte);
        sealed
    }
}

fn crc_step(crc: u32, byte: u8) -> u32 {
    (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
}

/// An archive with one stored, encrypted member.
pub(crate) fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let crc = !content.iter().fold(!0, |crc, byte| crc_step(crc, *byte));
    let mut keys = Keys::new(NAME_OF_KEY);
    // Twelve bytes of salt, the last of which proves the password.
    let salt = (0..11u64).map(|at| mix(at ^ u64::from(crc)) as u8).chain([(crc >> 24) as u8]);
    let body: Vec<u8> = salt.chain(content.iter().copied()).map(|byte| keys.encrypt(byte)).collect();
    let shared = |out: &mut Vec<u8>| {
        // Version 2.0, encrypted, stored, 1980-01-01 00:00.
        for word in [20u16, 1, 0, 0, 0x21] {
            out.extend(word.to_le_bytes());
        }
        for long in [crc, body.len() as u32, content.len() as u32] {
            out.extend(long.to_le_bytes());
        }
        out.extend((name.len() as u16).to_le_bytes());
        out.extend(0u16.to_le_bytes());
    };
    let mut out = b"PK\x03\x04".to_vec();
    shared(&mut out);
    out.extend(name.as_bytes());
    out.extend(&body);
    let directory = out.len() as u32;
    out.extend(b"PK\x01\x02\x14\x00");
    shared(&mut out);
    // No comment, disk 0, no attributes, first member at offset 0.
    out.extend([0; 14]);
    out.extend(name.as_bytes());
    let length = out.len() as u32 - directory;
    out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    out.extend(length.to_le_bytes());
    out.extend(directory.to_le_bytes());
    out.extend(0u16.to_le_bytes());
    out
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    #[test]
    fn the_archive_is_valid_and_closed() {
        let bytes = archive("exports.csv", b"tracking,name\n1,Nobody\n");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert!(archive.by_index(0).is_err());
        assert!(archive.by_index_decrypt(0, b"wrong").is_err());
        let mut text = String::new();
        archive.by_index_decrypt(0, NAME_OF_KEY).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "tracking,name\n1,Nobody\n");
    }
}
