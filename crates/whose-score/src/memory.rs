//! How much memory a process, and those that it runs, held at most.

/// `VmHWM` of a process and of its children together, in bytes: `whose scope` reads in a process of its own. 0 where the system does
/// not tell.
pub fn high_water(process: u32) -> u64 {
    let children = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children"));
    let children = children.unwrap_or_default();
    let children = children.split_ascii_whitespace().filter_map(|child| child.parse().ok());
    own(process) + children.map(own).sum::<u64>()
}

fn own(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes =
        line.and_then(|rest| rest.split_whitespace().next()).and_then(|number| number.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1_024
}
