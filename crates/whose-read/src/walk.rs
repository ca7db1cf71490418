//! From the paths that a user hands in to the files to read.

use std::fs::FileType;
use std::path::{Path, PathBuf};

use whose_model::Place;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HandedIn {
    /// Where it is.
    pub path: PathBuf,
    /// The same as the report spells it.
    pub place: Place,
}

impl HandedIn {
    /// A file by its path.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        let place = Place(path.to_string_lossy().into_owned());
        Self { path, place }
    }
}

/// Something among the handed-in paths that cannot be read as a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Which path.
    pub place: Place,
    /// What is wrong with it.
    pub reason: String,
}

/// What was found under the paths handed in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Walk {
    /// Files, sorted by path, each once.
    pub files: Vec<HandedIn>,
    /// What is no file to read: unreadable folders, links that lead out, sockets.
    pub problems: Vec<Problem>,
}

/// Finds all files under the paths. A path that is a link itself is followed, as it was named; links within folders are
/// followed only to files of the same folder, so that nothing is read that was not handed in. Pipes, sockets and devices
/// are never opened.
#[must_use]
pub fn walk(paths: &[PathBuf]) -> Walk {
    let mut found = Walk::default();
    for path in paths {
        match fs_err::metadata(path) {
            Err(error) => found.problem(path, &error.to_string()),
            Ok(metadata) if metadata.is_dir() => found.folder(path),
            Ok(metadata) => found.entry(path, metadata.file_type(), None),
        }
    }
    found.files.sort();
    found.files.dedup();
    found.problems.sort();
    found.problems.dedup();
    found
}

impl Walk {
    fn problem(&mut self, path: &Path, reason: &str) {
        let place = Place(path.to_string_lossy().into_owned());
        self.problems.push(Problem { place, reason: reason.to_string() });
    }

    /// All below a folder, without recursion: folders may nest as deep as they like.
    fn folder(&mut self, top: &Path) {
        let real_top = match fs_err::canonicalize(top) {
            Ok(real) => real,
            Err(error) => return self.problem(top, &error.to_string()),
        };
        let mut folders = vec![top.to_path_buf()];
        while let Some(folder) = folders.pop() {
            let entries = match fs_err::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    self.problem(&folder, &error.to_string());
                    continue;
                }
            };
            for entry in entries {
                match entry.and_then(|entry| Ok((entry.path(), entry.file_type()?))) {
                    Err(error) => self.problem(&folder, &error.to_string()),
                    Ok((path, kind)) if kind.is_dir() => folders.push(path),
                    Ok((path, kind)) => self.entry(&path, kind, Some(&real_top)),
                }
            }
        }
    }

    fn entry(&mut self, path: &Path, kind: FileType, top: Option<&Path>) {
        if kind.is_file() {
            self.files.push(HandedIn::new(path.to_path_buf()));
        } else if let (true, Some(top)) = (kind.is_symlink(), top) {
            self.link(path, top);
        } else {
            self.problem(path, "neither a file nor a folder: not opened");
        }
    }

    fn link(&mut self, path: &Path, top: &Path) {
        match fs_err::canonicalize(path) {
            Err(error) => self.problem(path, &format!("a link that leads nowhere: {error}")),
            Ok(real) if !real.starts_with(top) => {
                self.problem(
                    path,
                    "a link that leads out of what was handed in: not followed, add its target as a source",
                );
            }
            // A folder within is found by itself.
            Ok(real) if real.is_dir() => {}
            Ok(real) if real.is_file() => self.files.push(HandedIn::new(path.to_path_buf())),
            Ok(_) => self.problem(path, "neither a file nor a folder: not opened"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("b")).expect("made");
        for name in ["c.csv", "a.csv", "b/d.csv"] {
            std::fs::write(folder.path().join(name), "x").expect("written");
        }
        folder
    }

    fn names(walk: &Walk, folder: &Path) -> Vec<String> {
        let strip = |file: &HandedIn| file.path.strip_prefix(folder).expect("below").display().to_string();
        walk.files.iter().map(strip).collect()
    }

    #[test]
    fn files_come_sorted_and_once() {
        let folder = folder();
        let walk = walk(&[folder.path().to_path_buf(), folder.path().join("c.csv")]);
        assert_eq!(names(&walk, folder.path()), ["a.csv", "b/d.csv", "c.csv"]);
        assert_eq!(walk.problems, []);
    }

    #[test]
    fn a_missing_path_is_a_problem_with_its_name() {
        let walk = walk(&[PathBuf::from("/nowhere/at/all")]);
        assert_eq!(walk.files, []);
        assert_eq!(walk.problems[0].place.0, "/nowhere/at/all");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_within_and_not_out() {
        let (folder, outside) = (folder(), folder_outside());
        let link = |target: &Path, name: &str| {
            std::os::unix::fs::symlink(target, folder.path().join(name)).expect("linked");
        };
        link(&folder.path().join("a.csv"), "inner.csv");
        link(folder.path(), "loop");
        link(&outside.path().join("secret.csv"), "outer.csv");
        link(Path::new("gone"), "broken");
        let walk = walk(&[folder.path().to_path_buf()]);
        assert_eq!(names(&walk, folder.path()), ["a.csv", "b/d.csv", "c.csv", "inner.csv"]);
        let problems: Vec<_> =
            walk.problems.iter().map(|p| p.place.0.rsplit('/').next().unwrap_or("")).collect();
        assert_eq!(problems, ["broken", "outer.csv"]);
    }

    fn folder_outside() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("secret.csv"), "x").expect("written");
        folder
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_is_never_opened() {
        let folder = folder();
        let _listener = std::os::unix::net::UnixListener::bind(folder.path().join("s")).expect("bound");
        let walk = walk(&[folder.path().to_path_buf()]);
        assert_eq!(walk.files.len(), 3);
        assert_eq!(walk.problems.len(), 1);
    }
}
