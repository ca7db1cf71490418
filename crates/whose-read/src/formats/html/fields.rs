//! Fields of a form with what was entered: `<input name="first_name" value="Anne">` is `first_name: Anne`.

use super::Page;
use crate::formats::grids::Flow;
use crate::formats::text::form;
use crate::markup::{self, Kind};

/// Kinds of fields in which nobody enters anything.
const NOT_ENTERED: &[&str] = &["button", "checkbox", "hidden", "image", "radio", "reset", "submit"];

/// What a tag says of its field.
#[derive(Default)]
struct Field {
    kind: String,
    name: String,
    id: String,
    value: String,
}

impl Page<'_> {
    /// Takes a field with its value; the words before it are its label, else its name is. False where it is none.
    pub(super) fn field(&mut self, name: &str, inner: &str, offset: u64) -> bool {
        let field = Field::of(inner);
        let is_text = name == "textarea";
        if !(is_text || name == "input" && !field.value.trim().is_empty())
            || NOT_ENTERED.contains(&field.kind.as_str())
        {
            return false;
        }
        let labelled = self.grids.cell().is_none() && form::is_label(self.lines.line.trim());
        let label = [&field.name, &field.id].into_iter().find_map(|name| last_part(name));
        match (labelled, label) {
            (true, _) => {
                let label = self.lines.line.trim().trim_end_matches([':', '：', ' ']).to_string();
                self.lines.line = format!("{label}: ");
            }
            (false, Some(label)) => {
                self.end_line();
                self.add(&format!("{label}: "), offset);
            }
            (false, None) => return false,
        }
        self.add(&markup::resolve(&field.value), offset);
        if !is_text {
            self.end_line();
        }
        true
    }

    /// Choices of a field: the one taken is its value, the others are lines of their own.
    pub(super) fn choice(&mut self, kind: Kind, name: &str, inner: &str, offset: u64) {
        if self.grids.cell().is_some() || !matches!(name, "select" | "option") {
            return;
        }
        self.lines.end_line();
        self.lines.offered = false;
        match (name, kind) {
            ("select", Kind::Open) => {
                self.choices = Field::of(inner).name;
            }
            ("option", Kind::Open) => {
                let is_taken = |word: &str| {
                    let name = word.split('=').next().unwrap_or_default();
                    name.eq_ignore_ascii_case("selected")
                };
                let taken = inner.split_whitespace().any(is_taken);
                self.lines.offered = !taken;
                if let Some(label) = last_part(&self.choices).filter(|_| taken) {
                    self.lines.add(&format!("{label}: "), offset);
                }
            }
            _ => {}
        }
    }

    fn end_line(&mut self) {
        match self.grids.cell() {
            Some(cell) => cell.end_line(),
            None => self.lines.end_line(),
        }
    }
}

impl Field {
    fn of(inner: &str) -> Self {
        let mut field = Self::default();
        markup::attributes(inner, |name, value| match name.to_ascii_lowercase().as_str() {
            "type" => field.kind = value.to_ascii_lowercase(),
            "name" => field.name = value.to_string(),
            "id" => field.id = value.to_string(),
            "value" => field.value = value.to_string(),
            _ => {}
        });
        field
    }
}

/// `first_name` of `customer[first_name]` and of `ctl00$Main$txt_first_name`.
fn last_part(name: &str) -> Option<&str> {
    let last = name.split(['[', ']', '$', '.', ':']).rfind(|part| !part.is_empty())?;
    let bare = last.strip_prefix("txt").unwrap_or(last).trim_matches('_');
    bare.chars().next().filter(|letter| letter.is_alphabetic()).map(|_| bare)
}

#[cfg(test)]
mod tests {
    use crate::proving::dump;

    #[test]
    fn fields_have_their_labels() {
        let form = "<html><form><input type=hidden name=token value=x7><p><label>First name</label> <input name=a value='Ada'></p>\
            <input name='c[last_name]' value='Roe'><textarea name=address>1 Main St</textarea><select name=town><option>Ely<option selected>Bath</select><input type=submit value=Save></form>";
        let found = dump("h", form.as_bytes());
        for expected in
            ["First name: Ada", "last_name: Roe", "address: 1 Main St", "town: Bath", "\"Ely\"", "Save", "x7"]
        {
            assert!(found.contains(expected), "{expected} in {found}");
        }
    }
}
