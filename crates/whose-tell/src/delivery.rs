//! The ways in which a person is told, and what a person is owed after what was told before.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::notice::Kind;

/// A way of telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// E-mail.
    Email,
    /// A text message.
    Text,
    /// A letter.
    Letter,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Email, Self::Text, Self::Letter];

    /// As it is written: `email`, `text`, `letter`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Text => "text",
            Self::Letter => "letter",
        }
    }

    /// The channel of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

/// How someone stands in a case now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It was this person's data.
    Confirmed,
    /// It may have been.
    Possible,
    /// It was not.
    Out,
}

/// What the last notice that reached someone said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told<'a> {
    /// Which kind it was.
    pub kind: Kind,
    /// Category codes; `~` behind one of which a part was hidden.
    pub items: &'a [String],
    /// Clients.
    pub clients: &'a [String],
}

/// Which notice someone is owed now; none: nothing new is to be said.
///
/// A notice once given is followed by another only where it no longer says all, or says too much: data or a client came to it,
/// a part that was hidden is known, the possible became certain, or the person is out.
#[must_use]
pub fn owed(
    last: Option<Told<'_>>,
    standing: Standing,
    items: &[String],
    clients: &[String],
) -> Option<Kind> {
    let last = last.filter(|told| told.kind != Kind::Withdrawal);
    match (last, standing) {
        (None, Standing::Out) => None,
        (None, Standing::Confirmed) => Some(Kind::First),
        (None, Standing::Possible) => Some(Kind::Interim),
        (Some(_), Standing::Out) => Some(Kind::Withdrawal),
        // Who was told for certain is not told again that it is only possible.
        (Some(_), Standing::Possible) => None,
        (Some(told), Standing::Confirmed) if told.kind == Kind::Interim => Some(Kind::FollowUp),
        (Some(told), Standing::Confirmed) => {
            let grew = adds(told.items, items) || clients.iter().any(|client| !told.clients.contains(client));
            grew.then_some(Kind::FollowUp)
        }
    }
}

/// Is there an item now that was not told, or one whole of which a part was told as hidden?
fn adds(told: &[String], now: &[String]) -> bool {
    let known: BTreeSet<&str> = told.iter().map(String::as_str).collect();
    now.iter().any(|item| {
        let whole = item.strip_suffix('~').unwrap_or(item);
        !known.contains(item.as_str()) && !known.contains(whole)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(ToString::to_string).collect()
    }

    /// The kind owed after `kind` told `items`, where now it is `now`, in one client.
    fn after(kind: Kind, items: &str, standing: Standing, now: &str) -> Option<Kind> {
        let (items, clients) = (words(items), words("maple"));
        owed(Some(Told { kind, items: &items, clients: &clients }), standing, &words(now), &clients)
    }

    #[test]
    fn who_was_never_told_gets_the_first_or_the_interim_notice() {
        let owed = |standing| owed(None, standing, &words("email"), &[]);
        assert_eq!(owed(Standing::Confirmed), Some(Kind::First));
        assert_eq!(owed(Standing::Possible), Some(Kind::Interim));
        assert_eq!(owed(Standing::Out), None);
    }

    #[test]
    fn who_was_told_gets_another_notice_only_where_it_says_something_new() {
        use Standing::{Confirmed, Out, Possible};
        for (kind, items, standing, now, wanted) in [
            (Kind::First, "person-name email", Confirmed, "email person-name", None),
            (Kind::First, "person-name", Confirmed, "person-name email", Some(Kind::FollowUp)),
            (Kind::First, "person-name email", Confirmed, "person-name", None),
            (Kind::First, "mobile~", Confirmed, "mobile", Some(Kind::FollowUp)),
            (Kind::First, "mobile", Confirmed, "mobile~", None),
            (Kind::First, "mobile", Possible, "mobile", None),
            (Kind::First, "mobile", Out, "", Some(Kind::Withdrawal)),
            (Kind::Interim, "", Confirmed, "", Some(Kind::FollowUp)),
            (Kind::Interim, "", Possible, "", None),
            (Kind::Interim, "", Out, "", Some(Kind::Withdrawal)),
            (Kind::Withdrawal, "", Out, "", None),
            (Kind::Withdrawal, "", Confirmed, "mobile", Some(Kind::First)),
        ] {
            assert_eq!(after(kind, items, standing, now), wanted, "{kind:?} {items} {standing:?} {now}");
        }
    }

    #[test]
    fn a_client_that_was_not_told_of_is_something_new() {
        let items = words("email");
        let told = Told { kind: Kind::First, items: &items, clients: &words("maple") };
        assert_eq!(
            owed(Some(told), Standing::Confirmed, &items, &words("maple birch")),
            Some(Kind::FollowUp)
        );
    }
}
