//! What Outlook keeps: messages (msg) and mailboxes (pst, ost).
//!
//! A record of mail is an item: a message, an appointment with its organiser and who is invited, a distribution list with its
//! members, a note, a task. Columns are those of [mail](super::mail). Contacts are rows of a table of their own. Attachments are
//! members; messages that are attached are further records.

mod attachments;
mod code_pages;
mod contact;
mod items;
mod lzfu;
mod message;
mod msg;
mod object;
mod padded;
mod people;
mod properties;
mod pst;
mod rtf;

pub use msg::Msg;
pub use pst::Pst;

#[cfg(test)]
mod tests;
