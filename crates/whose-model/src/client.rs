//! Clients: the businesses whose data the contractor held.

use serde::{Deserialize, Serialize};

/// One line of the clients file: a key under which the contractor filed the client, and the client's name.
/// A client may have several keys; a key has one client.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClientKey {
    /// Customer number, EDI identifier, folder name: compared without case, spaces and leading zeros.
    pub key: String,
    /// The client's name.
    pub client: String,
}

/// Normal form of a key: letters and digits only, lower case, without leading zeros.
#[must_use]
pub fn normal_key(key: &str) -> String {
    let letters: String = key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let trimmed = letters.trim_start_matches('0');
    if trimmed.is_empty() { letters } else { trimmed.to_string() }
}

#[cfg(test)]
mod tests {
    use super::normal_key;

    #[test]
    fn keys_compare_without_case_space_and_leading_zeros() {
        assert_eq!(normal_key(" 000-7023210 "), "7023210");
        assert_eq!(normal_key("CPCMAPLE"), "cpcmaple");
        assert_eq!(normal_key("000"), "000");
    }
}
