//! Looking further ahead in a [`Window`]: for parsers that need a whole segment or row in view.

use crate::survey;
use crate::window::{Window, border};

/// A line longer than this is cut.
const LONGEST_LINE: usize = 1 << 20;

/// Reads on until twice as much is in view, so that a parser which starts over with more text stays linear. False when the
/// text has ended and nothing came.
pub(crate) fn double(window: &mut Window<'_>) -> bool {
    const LEAST: usize = 1 << 17;
    let before = window.rest().len();
    let wanted = before + before.max(LEAST);
    while window.rest().len() < wanted && window.more() {}
    window.rest().len() > before
}

/// Makes sure that at least `bytes` are in view. False when the text ends before.
pub(crate) fn reach(window: &mut Window<'_>, bytes: usize) -> bool {
    while window.rest().len() < bytes {
        if !window.more() {
            return false;
        }
    }
    true
}

/// Position of the first byte at or behind `from` for which `find` answers, reading on as needed; `find` gets the bytes not
/// searched yet. None when the text ends, or `limit` bytes hold none.
pub(crate) fn find(
    window: &mut Window<'_>,
    from: usize,
    limit: usize,
    find: impl Fn(&[u8]) -> Option<usize>,
) -> Option<usize> {
    let mut searched = from;
    loop {
        let bytes = window.rest().as_bytes();
        if let Some(position) = bytes.get(searched..).and_then(&find) {
            return Some(searched + position);
        }
        searched = bytes.len().max(from);
        if searched >= limit || !window.more() {
            return None;
        }
    }
}

/// Brings the head of a text, by which its form is told, into view: where it ends, and whether it is all of the text.
pub(crate) fn head(window: &mut Window<'_>) -> (usize, bool) {
    reach(window, survey::HEAD);
    let end = border(window.rest(), survey::HEAD);
    let whole = window.ended() && end == window.rest().len();
    (end, whole)
}

/// Length of the next line without and with its end.
pub(crate) fn next_line(window: &mut Window<'_>) -> Option<(usize, usize)> {
    let mut searched = 0;
    loop {
        let bytes = window.rest().as_bytes();
        if let Some(found) = memchr::memchr(b'\n', &bytes[searched..]) {
            let end = searched + found;
            return Some((end - usize::from(end > 0 && bytes[end - 1] == b'\r'), end + 1));
        }
        searched = bytes.len();
        if searched > LONGEST_LINE {
            let end = border(window.rest(), LONGEST_LINE);
            return Some((end, end));
        }
        if !window.more() {
            return (searched > 0).then_some((searched, searched));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::Plain;

    #[test]
    fn a_search_goes_on_behind_what_was_searched() {
        let text = format!("{}~", "x".repeat(300_000));
        let mut bytes = text.as_bytes();
        let mut plain = Plain(&mut bytes);
        let mut window = Window::new(&mut plain);
        assert_eq!(find(&mut window, 0, usize::MAX, |bytes| memchr::memchr(b'~', bytes)), Some(300_000));
        window.cut(300_001);
        assert_eq!(find(&mut window, 0, usize::MAX, |bytes| memchr::memchr(b'~', bytes)), None);
    }
}
