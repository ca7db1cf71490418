//! Is a value a document, rather than one thing that its column is for?

use super::encoded;

/// Shorter values hold one thing.
const SHORTEST: usize = 12;

/// `{"name": ...}`, `<order><name>...`, `name=Anne&city=Ely`, what PHP serialises, what is encoded.
pub(crate) fn is_document(value: &str) -> bool {
    if value.len() < SHORTEST {
        return false;
    }
    let object = value.starts_with(['{', '[']) && value.contains("\":") && value.ends_with(['}', ']']);
    let tagged = || value.starts_with('<') && value.contains("</") && value.ends_with('>');
    object || tagged() || has_fields(value) || encoded::decoded(value).is_some()
}

/// Two values behind their names: `name=Anne&city=Ely`, `s:4:"name";s:4:"Anne";`.
fn has_fields(value: &str) -> bool {
    let bytes = value.as_bytes();
    let begins = |at: usize| bytes.get(at + 1).is_some_and(|next| !matches!(next, b'=' | b'>' | b' '));
    let named = |at: &usize| {
        *at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || matches!(bytes[at - 1], b'_' | b']'))
    };
    let assigned = memchr::memchr_iter(b'=', bytes).filter(named).filter(|at| begins(*at)).nth(1);
    assigned.is_some() || memchr::memmem::find_iter(bytes, b";s:").nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_document;

    #[test]
    fn documents_and_values() {
        for value in [
            r#"{"name": "Anne"}"#,
            "<o><name>Anne</name></o>",
            "POST /order body=name=Anne&city=Ely",
            "Customer{id=5, name='Anne'}",
            r#"a:2:{s:4:"name";s:4:"Anne";s:4:"city";s:3:"Ely";}"#,
            "q=anne%40example.org",
            "QW5uZSBSb3ksIDEyIEVsbSBTdA==",
        ] {
            assert!(is_document(value), "{value}");
        }
        for value in
            ["Anne Roy", "12 Elm St, Ely", "a=5", "x >= 5 and y == 6", "QW5uZSBSb3k=", "see: a = b, c = d"]
        {
            assert!(!is_document(value), "{value}");
        }
    }
}
