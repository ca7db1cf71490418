//! Links in documents: where they lead.

/// The target of a field that is a link: `HYPERLINK "mailto:anne.roy@example.com"`.
pub(crate) fn target(instruction: &str) -> Option<&str> {
    let behind = instruction.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let found = match behind.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => behind.split_whitespace().next(),
    };
    found.map(str::trim).filter(|target| !target.is_empty() && !target.starts_with('\\'))
}

/// Does it lead to a person, or tell of one?
pub(crate) fn leads_to_person(target: &str) -> bool {
    let begins =
        |scheme: &str| target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("mailto:") || begins("tel:") || target.contains('@') || target.contains("%40")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_people_are_told() {
        let found = |text| target(text).filter(|target| leads_to_person(target));
        assert_eq!(
            found(" HYPERLINK \"mailto:anne.roy@example.com\" \\o \"x\""),
            Some("mailto:anne.roy@example.com")
        );
        assert_eq!(found("HYPERLINK TEL:+14165550100"), Some("TEL:+14165550100"));
        assert_eq!(found("HYPERLINK \\l \"_Toc@1\""), None);
        assert_eq!(found("HYPERLINK \"https://example.com/\""), None);
        assert_eq!(found("MERGEFIELD mail"), None);
    }
}
