//! E-mail addresses: local part and domain.

use super::fold::fold;

/// Local part (without what follows a `+`) and domain.
pub(crate) fn parse(text: &str) -> (String, String) {
    let folded = fold(text);
    let (local, domain) = folded.rsplit_once('@').unwrap_or((&folded, ""));
    let local =
        local.split_once('+').map_or(local, |(before, _)| if before.is_empty() { local } else { before });
    (local.to_string(), domain.trim_end_matches('.').to_string())
}

#[cfg(test)]
mod tests {
    #[test]
    fn tags_go() {
        assert_eq!(super::parse("Anne.Roy+news@Example.org"), ("anne.roy".into(), "example.org".into()));
        assert_eq!(super::parse("nobody"), ("nobody".into(), String::new()));
    }
}
