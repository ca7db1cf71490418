//! One writer at a time.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// A process that was killed a moment ago may hold the lock still: it is asked for so often, with a pause between.
const TRIES: usize = 10;
const PAUSE: Duration = Duration::from_millis(50);

/// Held while a command works on the case; released by the operating system when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    const FILE: &'static str = "lock";

    /// Takes the lock.
    ///
    /// # Errors
    /// When another command holds it, or the folder cannot be written.
    pub fn take(dir: &Path) -> Result<Self> {
        let path = dir.join(Self::FILE);
        let mut options = std::fs::OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).with_context(|| {
            format!("the case folder {} cannot be written: check its permissions", dir.display())
        })?;
        let mut locked = file.try_lock();
        for _ in 0..TRIES {
            if !matches!(locked, Err(TryLockError::WouldBlock)) {
                break;
            }
            std::thread::sleep(PAUSE);
            locked = file.try_lock();
        }
        match locked {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "another whose command is working on {}. Wait until it ends, then run this again",
                    dir.display()
                )
            }
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("cannot lock {}", path.display()))
            }
        }
    }
}
