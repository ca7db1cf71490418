//! Forms of postal codes.

/// Does a code have a form? `#` is a digit, `@` a letter, anything else itself; an unknown position of the code fits all.
pub(super) fn fits(form: &str, code: &str) -> bool {
    let mut letters = code.chars();
    let each = form.chars().all(|wanted| {
        letters.next().is_some_and(|letter| match (letter, wanted) {
            ('*', _) => true,
            (_, '#') => letter.is_ascii_digit(),
            (_, '@') => letter.is_ascii_uppercase(),
            _ => letter == wanted,
        })
    });
    each && letters.next().is_none()
}

/// Do the first three digits of a code lie in a range, `900-961`?
pub(super) fn in_range(range: &str, code: &str) -> bool {
    let first: String = code.chars().take(3).collect();
    if first.len() != 3 || !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    range.split_once('-').is_some_and(|(from, to)| from <= first.as_str() && first.as_str() <= to)
}

/// A name or code as it is compared: capitals, without stops, single spaces.
pub(super) fn plain(text: &str) -> String {
    let capitals: String =
        text.chars().filter(|letter| *letter != '.').flat_map(char::to_uppercase).collect();
    capitals.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_fit_their_forms() {
        assert!(fits("H#@#@#", "H2X1Y4") && fits("@#@#@#", "H2X1Y4") && fits("G#@#@#", "G1R***"));
        assert!(!fits("H#@#@#", "M5V3L9") && !fits("H#@#@#", "H2X") && !fits("#####", "123456"));
        assert!(fits("#####-####", "90210-1234"));
    }

    #[test]
    fn ranges_hold_their_ends() {
        for (code, inside) in
            [("90001", true), ("96162", true), ("96201", false), ("9", false), ("K1A0B1", false)]
        {
            assert_eq!(in_range("900-961", code), inside, "{code}");
        }
    }

    #[test]
    fn names_compare_without_case_and_stops() {
        assert_eq!(plain(" u.s.  Virgin "), "US VIRGIN");
        assert_eq!(plain("Québec"), "QUÉBEC");
    }
}
