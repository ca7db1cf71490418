//! The `whose` command.

mod commands;
mod terminal;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    whose::memory::allow_huge_pages(false);
    // The message of a panic can quote what was being read; where it happened cannot.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_string(), ToString::to_string);
        terminal::remark(&format!(
            "a mistake in whose itself at {place}: please report this line; it holds no personal data"
        ));
    }));
    commands::run()
}
