//! The shapes of identifiers, and the tree of group lengths that leads from a number to the few it may be.
//!
//! A shape is written with `9` for a digit, `A` for a letter, `X` for either, `{m,n}` after one for a
//! repetition, and separators: `-` stands for a hyphen, a dot or a space; `_` for a space and `=` for a hyphen alone; `.`, `/`,
//! `(`, `)` and `K` (년, 월) for themselves; a leading `+` must stand in the text. A masked position fits all.

use crate::context::ContextSet;

/// Longest row of glyphs that a shape describes.
pub const MAX_GLYPHS: usize = 40;
/// Most groups that a shape has.
pub const MAX_GROUPS: usize = 10;

/// Where a shape counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Anywhere.
    Text,
    /// Where words say what it is.
    Context,
    /// As a whole cell of a column that holds the kind.
    Cell,
}

/// One shape of one identifier, without repetitions.
#[derive(Debug, Clone)]
pub struct Form {
    /// Position in the list of identifiers.
    pub identifier: u8,
    /// Where it counts.
    pub scope: Scope,
    /// `9`, `A` or `X` per glyph.
    pub classes: Vec<u8>,
    /// Length of each group.
    pub lengths: Vec<u8>,
    /// Groups of digits alone, and groups with a place for a letter alone: sets of bits.
    pub digit_groups: u16,
    /// See `digit_groups`.
    pub letter_groups: u16,
    /// What stands before each group but the first.
    pub separators: Vec<u8>,
    /// Must a `+` stand before it?
    pub plus: bool,
    /// Has it a place for a letter alone?
    pub letters: bool,
}

impl Form {
    /// Reads a shape; all the forms that its repetitions make.
    ///
    /// # Panics
    /// When the shape is malformed: it is a constant of the program, or was checked with [`Self::can_read`].
    pub fn read(shape: &str, identifier: u8, scope: Scope) -> Vec<Self> {
        expand(shape).into_iter().map(|plain| Self::plain(&plain, identifier, scope)).collect()
    }

    fn plain(shape: &str, identifier: u8, scope: Scope) -> Self {
        let mut form = Self {
            identifier,
            scope,
            classes: Vec::new(),
            lengths: vec![0],
            digit_groups: 0,
            letter_groups: 0,
            separators: Vec::new(),
            plus: false,
            letters: shape.contains('A'),
        };
        for byte in shape.bytes() {
            match byte {
                b'+' => form.plus = true,
                b'9' | b'A' | b'X' => {
                    form.classes.push(byte);
                    *form.lengths.last_mut().expect("starts with one group") += 1;
                }
                // A parenthesis that opens the shape is no separator: it stands before the first group.
                b'(' if form.classes.is_empty() => {}
                b'-' | b'=' | b'_' | b'.' | b'/' | b'(' | b')' | b'K' => {
                    form.separators.push(byte);
                    form.lengths.push(0);
                }
                _ => panic!("no shape: {shape}"),
            }
        }
        assert!(form.classes.len() <= MAX_GLYPHS && form.lengths.len() <= MAX_GROUPS, "too long: {shape}");
        assert!(form.lengths.iter().all(|len| *len > 0), "an empty group: {shape}");
        let mut classes = form.classes.as_slice();
        for (number, length) in form.lengths.iter().enumerate() {
            let (group, rest) = classes.split_at(*length as usize);
            classes = rest;
            form.digit_groups |= u16::from(group.iter().all(|class| *class == b'9')) << number;
            form.letter_groups |= u16::from(group.contains(&b'A')) << number;
        }
        form
    }

    /// Could [`Self::read`] read a shape whose repetitions are well formed?
    pub fn can_read(shape: &str) -> bool {
        let forms = expand(shape);
        forms.len() <= 64 && forms.iter().all(|plain| Self::is_plain(plain))
    }

    fn is_plain(shape: &str) -> bool {
        let is_class = |letter: char| matches!(letter, '9' | 'A' | 'X');
        let groups: Vec<&str> = shape.split(|letter| !is_class(letter)).collect();
        shape.chars().all(|letter| is_class(letter) || matches!(letter, '-' | '_' | '.' | '/'))
            && groups.len() <= MAX_GROUPS
            && groups.iter().all(|group| !group.is_empty())
            && groups.iter().map(|group| group.len()).sum::<usize>() <= MAX_GLYPHS
    }

    /// Does a separator of the text fit the one of the shape?
    pub fn separator_fits(shape: u8, text: u8) -> bool {
        match shape {
            b'-' => matches!(text, b'-' | b'.' | b' '),
            b'_' => text == b' ',
            b'=' => text == b'-',
            other => other == text,
        }
    }
}

/// Writes out the first repetition, until none is left.
fn expand(shape: &str) -> Vec<String> {
    let Some(open) = shape.find('{') else { return vec![shape.to_string()] };
    let close = shape[open..].find('}').map(|at| open + at).expect("a closed repetition");
    let bounds = &shape[open + 1..close];
    let (low, high) = bounds.split_once(',').unwrap_or((bounds, bounds));
    let number = |text: &str| text.parse::<usize>().expect("a number of repetitions");
    let (head, repeated) = shape[..open].split_at(open - 1);
    (number(low)..=number(high))
        .flat_map(|times| expand(&format!("{head}{}{}", repeated.repeat(times), &shape[close + 1..])))
        .collect()
}

/// Tree over the lengths of groups.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    /// All forms, in the order of the list of identifiers.
    pub forms: Vec<Form>,
}

#[derive(Debug, Clone)]
struct Node {
    next: [u16; MAX_GLYPHS + 1],
    /// Lengths of next groups in which a letter may stand, as a set of bits.
    letters: u64,
    /// Separators that may stand before such a group.
    before_letters: Vec<u8>,
    leaf: bool,
    /// In the order of their scopes.
    forms: Vec<u16>,
    /// How many of them count anywhere, and how many there or in context.
    ends: [usize; 2],
    /// Identifiers of those that need context.
    in_context: ContextSet,
}

impl Node {
    const fn new() -> Self {
        Self {
            next: [0; MAX_GLYPHS + 1],
            letters: 0,
            before_letters: Vec::new(),
            leaf: true,
            forms: Vec::new(),
            ends: [0; 2],
            in_context: ContextSet::NONE,
        }
    }
}

/// Makes the branches of a form below a root.
fn insert(nodes: &mut Vec<Node>, root: Branch, number: u16, form: &Form) {
    let mut at = root.0 as usize;
    let mut classes = form.classes.as_slice();
    for (number, length) in form.lengths.iter().enumerate() {
        let (group, rest) = classes.split_at(*length as usize);
        classes = rest;
        if group.iter().any(|class| *class != b'9') {
            nodes[at].letters |= 1 << length;
            let separator = number.checked_sub(1).map(|before| form.separators[before]);
            let known = |separator: &u8| nodes[at].before_letters.contains(separator);
            if let Some(separator) = separator.filter(|separator| !known(separator)) {
                nodes[at].before_letters.push(separator);
            }
        }
        let mut next = nodes[at].next[*length as usize] as usize;
        if next == 0 {
            next = nodes.len();
            nodes.push(Node::new());
            nodes[at].next[*length as usize] = u16::try_from(next).expect("few forms");
            nodes[at].leaf = false;
        }
        at = next;
    }
    nodes[at].forms.push(number);
}

/// A place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Branch(u16);

impl Tree {
    /// A tree over forms.
    pub fn new(forms: Vec<Form>) -> Self {
        let mut nodes = vec![Node::new(), Node::new()];
        for (number, form) in (0u16..).zip(&forms) {
            insert(&mut nodes, Self::ANY, number, form);
            if !form.classes[..form.lengths[0] as usize].contains(&b'A') {
                insert(&mut nodes, Self::DIGITS, number, form);
            }
        }
        for node in &mut nodes {
            node.forms.sort_by_key(|number| forms[*number as usize].scope);
            let until = |scope| node.forms.partition_point(|number| forms[*number as usize].scope <= scope);
            node.ends = [until(Scope::Text), until(Scope::Context)];
            for number in &node.forms[node.ends[0]..node.ends[1]] {
                node.in_context.insert(forms[*number as usize].identifier as usize);
            }
        }
        Self { nodes, forms }
    }

    /// Where a walk starts whose first group has letters or masks.
    pub const ANY: Branch = Branch(0);
    /// Where a walk starts whose first group is of digits alone.
    pub const DIGITS: Branch = Branch(1);

    /// Where a walk starts.
    #[inline]
    pub fn root(digits: bool) -> Branch {
        if digits { Self::DIGITS } else { Self::ANY }
    }

    /// May letters stand in the next group, behind that separator?
    #[inline]
    pub fn letters_follow(&self, branch: Branch, separator: u8) -> bool {
        let wanted = &self.nodes[branch.0 as usize].before_letters;
        wanted.iter().any(|wanted| Form::separator_fits(*wanted, separator))
    }

    /// The branch for one more group of that length, with letters in it or not.
    #[inline]
    pub fn step(&self, branch: Branch, length: usize, letters: bool) -> Option<Branch> {
        let node = &self.nodes[branch.0 as usize];
        if letters && node.letters >> length.min(63) & 1 == 0 {
            return None;
        }
        match *node.next.get(length)? {
            0 => None,
            next => Some(Branch(next)),
        }
    }

    /// Does no longer form go this way?
    #[inline]
    pub fn ends(&self, branch: Branch) -> bool {
        self.nodes[branch.0 as usize].leaf
    }

    /// The forms that have just the lengths walked and count anywhere.
    #[inline]
    pub fn forms_anywhere(&self, branch: Branch) -> &[u16] {
        let node = &self.nodes[branch.0 as usize];
        &node.forms[..node.ends[0]]
    }

    /// Those that need context, and their identifiers.
    #[inline]
    pub fn forms_in_context(&self, branch: Branch) -> (&[u16], ContextSet) {
        let node = &self.nodes[branch.0 as usize];
        (&node.forms[node.ends[0]..node.ends[1]], node.in_context)
    }

    /// All forms that have just the lengths walked.
    #[inline]
    pub fn forms_at(&self, branch: Branch) -> &[u16] {
        &self.nodes[branch.0 as usize].forms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_are_written_out() {
        assert_eq!(expand("9{2,3}-A"), ["99-A", "999-A"]);
        assert_eq!(expand("9{2}A{1,2}"), ["99A", "99AA"]);
    }

    #[test]
    fn the_tree_leads_to_the_forms_of_those_lengths() {
        let mut forms = Form::read("999-9{3,4}-9999", 0, Scope::Text);
        forms.extend(Form::read("+99-99", 1, Scope::Cell));
        let tree = Tree::new(forms);
        let branch =
            tree.step(Tree::DIGITS, 3, false).and_then(|branch| tree.step(branch, 4, false)).unwrap();
        assert!(tree.forms_at(branch).is_empty() && !tree.ends(branch));
        let end = tree.step(branch, 4, false).unwrap();
        assert_eq!(tree.step(branch, 4, true), None);
        assert_eq!(tree.forms_at(end), [1]);
        assert!(tree.ends(end));
        assert_eq!(tree.step(Tree::ANY, 99, true), None);
        assert!(tree.forms[2].plus);
    }

    #[test]
    fn a_users_shape_is_checked() {
        for good in ["AA-999999", "9999", "9{2,4}/A", "99_9"] {
            assert!(Form::can_read(good), "{good}");
        }
        for bad in ["", "-", "99-", "9--9", "b9", &"9".repeat(99), "(99)9"] {
            assert!(!Form::can_read(bad), "{bad}");
        }
    }
}
