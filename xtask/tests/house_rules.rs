//! The rules of the house, as tests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && name != ".git" {
            files(&path, ending, found);
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
}

fn rust_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["crates", "xtask", "fuzz"] {
        if root().join(folder).is_dir() {
            files(&root().join(folder), ".rs", &mut found);
        }
    }
    found.sort();
    assert!(found.len() > 50);
    found
}

#[test]
fn no_file_is_longer_than_a_thousand_lines_and_half_are_shorter_than_two_hundred() {
    let mut lengths: Vec<(usize, PathBuf)> = rust_files()
        .into_iter()
        .map(|path| (std::fs::read_to_string(&path).unwrap().lines().count(), path))
        .collect();
    lengths.sort();
    let (longest, path) = lengths.last().unwrap();
    assert!(*longest <= 1_000, "{} has {longest} lines", path.display());
    assert!(lengths[lengths.len() / 2].0 < 200, "the median is {}", lengths[lengths.len() / 2].0);
}

#[test]
fn every_file_of_tests_is_run() {
    for main in rust_files().into_iter().filter(|path| path.ends_with("main.rs")) {
        let folder = main.parent().unwrap();
        if !folder.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let named = std::fs::read_to_string(&main).unwrap();
        for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
            let is_module = file.extension().is_some_and(|ending| ending == "rs") && stem != "main";
            assert!(!is_module || named.contains(&format!("mod {stem};")), "{} is not run", file.display());
        }
    }
}

#[test]
fn stages_name_the_model_only() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("whose-model", &[][..]),
        ("whose-read", &["whose-model"]),
        ("whose-detect", &["whose-model"]),
        ("whose-resolve", &["whose-model"]),
        ("whose-tell", &["whose-model"]),
        ("whose-ner", &["whose-model"]),
        ("whose-replay", &["whose-model"]),
        (
            "whose",
            &[
                "whose-model",
                "whose-read",
                "whose-detect",
                "whose-resolve",
                "whose-tell",
                "whose-ner",
                "whose-replay",
            ],
        ),
    ]);
    for package in metadata()["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let Some(allowed) = allowed.get(name) else { continue };
        for dependency in package["dependencies"].as_array().unwrap() {
            let on = dependency["name"].as_str().unwrap();
            // A test may use what it likes.
            let for_tests = dependency["kind"].as_str() == Some("dev");
            assert!(
                for_tests || !on.starts_with("whose") || allowed.contains(&on),
                "{name} must not name {on}"
            );
        }
    }
}

#[test]
fn engines_of_a_cluster_stay_out_of_the_default_build() {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for engine in ["name = \"datafusion", "name = \"ballista"] {
        assert!(!lock.contains(engine), "{engine}");
    }
}

#[test]
fn every_dependency_has_its_reason_beside_it() {
    let mut manifests = Vec::new();
    files(&root().join("crates"), "Cargo.toml", &mut manifests);
    manifests.push(root().join("Cargo.toml"));
    for path in manifests {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut in_dependencies = false;
        for line in text.lines() {
            if line.starts_with('[') {
                in_dependencies = line.contains("dependencies");
                continue;
            }
            let names_a_crate =
                in_dependencies && line.contains('=') && !line.starts_with('#') && !line.starts_with("whose");
            assert!(!names_a_crate || line.contains(" # "), "{}: no reason beside: {line}", path.display());
        }
    }
}

#[test]
fn licences_are_permissive() {
    let permissive = [
        "MIT",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "Zlib",
        "Unlicense",
        "CC0-1.0",
        "0BSD",
        "BSL-1.0",
        "Unicode-3.0",
        "Unicode-DFS-2016",
        "MIT-0",
        "bzip2-1.0.6",
        "CDLA-Permissive-2.0",
    ];
    for package in full_metadata()["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or("");
        // Of alternatives one must do; of several that all hold, all must.
        let fits = licence.replace('/', " OR ").split(" OR ").any(|alternative| {
            alternative
                .split(" AND ")
                .map(|part| part.trim_matches(|c| c == '(' || c == ')' || c == ' '))
                .all(|part| permissive.contains(&part.split(" WITH ").next().unwrap_or(part)))
        });
        assert!(fits, "{name} has the licence {licence:?}");
    }
}

#[test]
fn nothing_is_left_unfinished() {
    let mut texts = rust_files();
    for ending in [".md", ".toml"] {
        for folder in ["crates", "docs"] {
            if root().join(folder).is_dir() {
                files(&root().join(folder), ending, &mut texts);
            }
        }
    }
    for path in &texts {
        let text = std::fs::read_to_string(path).unwrap();
        for word in [concat!("todo", "!("), concat!("unimplemented", "!(")] {
            assert!(!text.contains(word), "{} holds {word}", path.display());
        }
    }
}

fn metadata() -> serde_json::Value {
    run_metadata(&["metadata", "--format-version", "1", "--no-deps", "--locked"])
}

fn full_metadata() -> serde_json::Value {
    run_metadata(&[
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        "x86_64-unknown-linux-gnu",
    ])
}

fn run_metadata(arguments: &[&str]) -> serde_json::Value {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
