//! Makes the tables that words and places are looked up in, so that no start of the program has to.

use std::path::Path;
use std::{env, fs, io};

#[path = "src/lexicon/filling.rs"]
mod filling;
// The lists and the form of the tables are those of the crate, which reads what is made here.
#[allow(dead_code)]
#[path = "src/lexicon/flags.rs"]
mod flags;
#[allow(dead_code)]
#[path = "src/lexicon/table.rs"]
mod table;
#[allow(dead_code)]
#[path = "src/lexicon/words.rs"]
mod words;

fn main() -> io::Result<()> {
    for source in [
        "build.rs",
        "lexicons",
        "src/lexicon/filling.rs",
        "src/lexicon/flags.rs",
        "src/lexicon/table.rs",
        "src/lexicon/words.rs",
    ] {
        println!("cargo::rerun-if-changed={source}");
    }
    let folder = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&folder).join("latin.table"), filling::latin())?;
    fs::write(Path::new(&folder).join("places.table"), filling::places())
}
