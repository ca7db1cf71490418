//! Taking the members of containers: into memory, or into a spill file, within limits.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use crate::MemberEnd;
use crate::content::Content;
use crate::driver::{Root, Waiting};
use crate::input::spill;
use crate::survey::{PIECE, Survey};

/// What one container may still unpack. Every container has its own, so that what one member costs does not depend on
/// which members are read beside it on other threads.
pub(crate) struct Allowance {
    members: u64,
    bytes: u64,
    unpacked: u64,
}

impl Allowance {
    /// For a container that stands for so many bytes of the handed-in file.
    pub(crate) fn new(share: u64, root: &Root) -> Self {
        let limits = &root.options.limits;
        Self {
            members: limits.members,
            bytes: limits.free_bytes.max(share.saturating_mul(limits.ratio)),
            unpacked: 0,
        }
    }

    /// May there be one more member?
    pub(crate) fn one_more(&mut self) -> bool {
        let allowed = self.members > 0;
        self.members = self.members.saturating_sub(1);
        allowed
    }

    fn unpack(&mut self, bytes: u64) -> bool {
        self.unpacked = self.unpacked.saturating_add(bytes);
        self.unpacked <= self.bytes
    }

    /// The part of the handed-in file that a member of so many bytes stands for.
    pub(crate) fn share(&self, of: u64, bytes: u64) -> u64 {
        if self.unpacked == 0 {
            return of;
        }
        let part = u128::from(of) * u128::from(bytes) / u128::from(self.unpacked);
        u64::try_from(part).unwrap_or(of).min(of)
    }
}

/// A member's content, as far as it came.
pub(crate) struct Taken {
    pub(crate) content: Waiting,
    pub(crate) bytes: u64,
    pub(crate) end: MemberEnd,
}

/// Reads a member to its end, an error or a limit. What came before an error is kept: it is evidence.
pub(crate) fn take(
    content: &mut dyn Read,
    allowance: &mut Allowance,
    root: &Arc<Root>,
    stopped: &dyn Fn() -> bool,
) -> Taken {
    let limits = &root.options.limits;
    let mut limited = Limited { content, allowance, root, stopped, over: false, bytes: 0 };
    let mut held = Vec::new();
    let result = Read::by_ref(&mut limited).take(limits.held + 1).read_to_end(&mut held);
    if held.len() as u64 <= limits.held {
        let end = limited.end(result.map(|_| ()));
        return Taken { bytes: held.len() as u64, content: Waiting::Held(held), end };
    }
    match limited.spill(&held) {
        Ok((file, survey, result)) => {
            let end = limited.end(result);
            let bytes = survey.length;
            Taken { content: Waiting::Surveyed(Content::Spilled(file), Box::new(survey)), bytes, end }
        }
        // There is no room to spill to: what is in memory is all there is.
        Err(_) => {
            let bytes = held.len() as u64;
            Taken { bytes, content: Waiting::Held(held), end: MemberEnd::Broken(bytes) }
        }
    }
}

struct Limited<'a> {
    content: &'a mut dyn Read,
    allowance: &'a mut Allowance,
    root: &'a Root,
    stopped: &'a dyn Fn() -> bool,
    over: bool,
    bytes: u64,
}

impl Limited<'_> {
    fn end(&self, result: io::Result<()>) -> MemberEnd {
        match result {
            _ if self.over => MemberEnd::Limit(self.bytes),
            Ok(()) => MemberEnd::Whole,
            Err(_) => MemberEnd::Broken(self.bytes),
        }
    }

    /// Copies what was read and all that follows into a spill file, surveying it on the way. The outer error says that the
    /// spill file failed, the inner one that the member did.
    fn spill(&mut self, begun: &[u8]) -> io::Result<(File, Survey, io::Result<()>)> {
        let mut file = spill(&self.root.options)?;
        let mut survey = Survey::new();
        let mut piece = Vec::with_capacity(PIECE);
        let mut begun = begun;
        loop {
            piece.clear();
            let taken = begun.len().min(PIECE);
            piece.extend_from_slice(&begun[..taken]);
            begun = &begun[taken..];
            let missing = (PIECE - piece.len()) as u64;
            let result = Read::by_ref(self).take(missing).read_to_end(&mut piece);
            if piece.is_empty() {
                survey.end();
                file.seek(SeekFrom::Start(0))?;
                return Ok((file, survey, result.map(|_| ())));
            }
            survey.piece(&piece);
            file.write_all(&piece)?;
            if let Err(error) = result {
                survey.end();
                file.seek(SeekFrom::Start(0))?;
                return Ok((file, survey, Err(error)));
            }
        }
    }
}

impl Read for Limited<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.over || (self.stopped)() {
            return Ok(0);
        }
        let got = self.content.read(buffer)?;
        let (within, root_within) = (self.allowance.unpack(got as u64), self.root.unpack(got as u64));
        self.over = !(within && root_within);
        self.bytes += got as u64;
        Ok(got)
    }
}
