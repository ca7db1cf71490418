//! Names that become names of files.

/// A client's name as part of a file name, with a digest of it so that two clients never share one.
#[must_use]
pub fn file_name(client: &str) -> String {
    let letters: String =
        client.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).take(40).collect();
    format!("{letters}-{}", &blake3::hash(client.as_bytes()).to_hex()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_and_two_never_meet() {
        assert!(file_name("../../etc/passwd").starts_with("------etc-passwd-"));
        assert_ne!(file_name("A/B"), file_name("A:B"));
        assert!(file_name(&"가".repeat(500)).chars().count() < 60);
    }
}
