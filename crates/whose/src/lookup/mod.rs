//! "Was I in it?": a blind index of contact points, and the desk that answers who asks.
//!
//! The index holds no list: each contact point is a keyed digest, and what it opens is sealed with a key that only the contact
//! point gives. The desk sends a one-time code to whatever contact point is entered and looks into the index only once the code
//! is right, so that nothing can be learnt about a contact point that one does not hold.

mod contact;
mod desk;
mod index;
mod limits;
mod masks;
mod seal;
mod sender;
mod server;

pub use contact::{Channel, Contact};
pub use desk::{Answer, Asked, Desk, Limits, Totals};
pub use index::{Index, Made, make};
pub use seal::{IndexKey, new_key};
pub use sender::{CodeMessage, CodeSender, Outbox, Program};
pub use server::{App, Serving, router, serve};
