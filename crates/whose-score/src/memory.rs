//! How much memory a process, and those that it runs, held at most.

/// `VmHWM` of a process and of its children together, in bytes: `whose scope` reads in a process of its own. They run one program, whose
/// pages are in memory once and count once. 0 where the system does not tell.
pub fn high_water(process: u32) -> u64 {
    let children = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children"));
    let children = children.unwrap_or_default();
    let children = children.split_ascii_whitespace().filter_map(|child| child.parse().ok());
    let all: Vec<Held> = std::iter::once(process).chain(children).map(held).collect();
    let shared = all.iter().map(|held| held.of_files).max().unwrap_or(0);
    all.iter().map(|held| held.at_most.saturating_sub(held.of_files)).sum::<u64>() + shared
}

/// What a process holds, in bytes.
struct Held {
    at_most: u64,
    /// Of it, pages of files, above all of the program itself.
    of_files: u64,
}

fn held(process: u32) -> Held {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
        kilobytes.unwrap_or(0) * 1_024
    };
    Held { at_most: of("VmHWM:"), of_files: of("RssFile:") }
}
