//! E-mail: a notice as a message, and messages that came back. Nothing is sent or fetched here.

mod bounce;
mod message;

pub use bounce::{Bounced, Returned, came_back};
pub use message::{MailError, Sender, compose, message_id};
