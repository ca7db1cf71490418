//! `whose completions` and `whose man`: both from the command line's own definition.

use anyhow::Result;
use clap_complete::Shell;

use super::End;
use crate::terminal;

/// Print the completions for a shell.
///
/// Example: whose completions bash > /etc/bash_completion.d/whose
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// Which shell.
    shell: Shell,
}

/// Print the man page.
///
/// Example: whose man > whose.1 && man ./whose.1
#[derive(Debug, clap::Args)]
pub struct Man {}

pub fn completions(arguments: &Completions, mut command: clap::Command) -> Result<End> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "whose", &mut text);
    terminal::print(&String::from_utf8_lossy(&text));
    Ok(End::Complete)
}

pub fn man(_: &Man, command: &clap::Command) -> Result<End> {
    let mut text = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut text)?;
    for subcommand in command.get_subcommands() {
        let mut section = Vec::new();
        clap_mangen::Man::new(subcommand.clone()).render_description_section(&mut section)?;
        clap_mangen::Man::new(subcommand.clone()).render_options_section(&mut section)?;
        text.extend_from_slice(
            format!(".SH \"WHOSE {}\"\n", subcommand.get_name().to_uppercase()).as_bytes(),
        );
        text.extend(
            section.split_inclusive(|byte| *byte == b'\n').filter(|line| !line.starts_with(b".SH")).flatten(),
        );
    }
    terminal::print(&String::from_utf8_lossy(&text));
    Ok(End::Complete)
}
