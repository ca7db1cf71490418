//! A model with its tokenizer and labels, asked text by text.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rten::ThreadPool;
use whose_model::prose::{NamedSpan, NamesInProse};

use crate::decode::{self, Said};
use crate::error::{ModelError, unless_it_panics};
use crate::labels::{Config, Labels};
use crate::network::Network;
use crate::pieces::{Cutter, Pieces};
use crate::windows::{blocks, windows};

/// The file of the model.
pub const MODEL_FILE: &str = "model.onnx";
/// The file that says what labels mean; it may be absent.
pub const LABELS_FILE: &str = "labels.toml";
const CONFIG_FILE: &str = "config.json";
const TOKENIZER_FILE: &str = "tokenizer.json";

/// Pieces of a window at most: names need no wider context, and the time for a piece grows with the window.
const WIDEST: usize = 256;
/// Some models number the places of pieces from here on, so that so many fewer have one.
const FIRST_PLACE: usize = 2;
/// Windows that go through the model together.
const TOGETHER: usize = 8;
/// Shorter texts hold no name that a model could tell.
const SHORTEST: usize = 4;
/// Longer texts, in bytes, hardly come again.
const SEEN_LENGTH: usize = 256;
/// So many texts are remembered: some megabytes.
const SEEN: usize = 16_384;

/// Finds names in running text with a model.
pub struct Tagger {
    cutter: Cutter,
    labels: Labels,
    network: Network,
    room: usize,
    /// One core each, for texts that are read at the same time.
    idle: Mutex<Vec<Arc<ThreadPool>>>,
    /// Short texts that were read, with their names: remarks come again and again.
    seen: Mutex<HashMap<Box<str>, Vec<NamedSpan>>>,
    failures: AtomicU64,
}

/// Without the texts that it has seen.
impl fmt::Debug for Tagger {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Tagger({:?}, {} pieces at a time)", self.network, self.room)
    }
}

impl Tagger {
    /// Loads the model of a folder and tries it.
    ///
    /// # Errors
    /// When a file is missing or not what it must be; the error names it.
    pub fn load(folder: &Path) -> Result<Self, ModelError> {
        let config_file = folder.join(CONFIG_FILE);
        let config = Config::read(&config_file)?;
        let labels = Labels::read(&config, &config_file, &folder.join(LABELS_FILE))?;
        let file = folder.join(TOKENIZER_FILE);
        let cutter = unless_it_panics(&file, || Cutter::read(&file))?;
        let file = folder.join(MODEL_FILE);
        let pad = config.pad_token_id.unwrap_or(0);
        let network = unless_it_panics(&file, || Network::read(&file, labels.tags.len(), pad))?;
        let places =
            config.max_position_embeddings.map_or(WIDEST, |places| places.saturating_sub(FIRST_PLACE));
        let framing = cutter.before.len() + cutter.behind.len();
        let room = network.length.unwrap_or(WIDEST).min(places).saturating_sub(framing);
        if room == 0 {
            return Err(ModelError::unusable(
                &config_file,
                "max_position_embeddings leaves no room for a text",
            ));
        }
        let (idle, seen, failures) = (Mutex::default(), Mutex::default(), AtomicU64::new(0));
        let tagger = Self { cutter, labels, network, room, idle, seen, failures };
        let tried = tagger.apart(|pool| tagger.names("The name is Anne Roy.", pool));
        tried.map_err(|why| ModelError::unusable(&file, why))?;
        Ok(tagger)
    }

    /// Runs on a thread of its own with a core of its own: what waits for it steals no other work meanwhile, and a panic in
    /// the runtime or the tokenizer ends there.
    fn apart<T: Send>(
        &self,
        read: impl FnOnce(&Arc<ThreadPool>) -> Result<T, String> + Send,
    ) -> Result<T, String> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let pool = idle().pop().unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let result = thread::scope(|scope| {
            let thread = thread::Builder::new().spawn_scoped(scope, || read(&pool));
            let thread = thread.map_err(|why| why.to_string())?;
            thread.join().map_err(|_| "the runtime failed on it".to_string())?
        });
        idle().push(pool);
        result
    }

    fn names(&self, text: &str, pool: &Arc<ThreadPool>) -> Result<Vec<NamedSpan>, String> {
        let mut names = Vec::new();
        for block in blocks(text) {
            let (start, part) = (block.start, &text[block]);
            let pieces = self.cutter.cut(part).ok_or("tokenizer.json fails on it")?;
            let said = self.said(&pieces, pool)?;
            let said: Vec<_> = pieces.ranges.into_iter().zip(said).collect();
            let own = decode::names(part, &self.labels, &said).into_iter();
            names.extend(own.map(|span| NamedSpan {
                start: span.start + start,
                end: span.end + start,
                ..span
            }));
        }
        Ok(names)
    }

    /// What the model says of each piece.
    fn said(&self, pieces: &Pieces, pool: &Arc<ThreadPool>) -> Result<Vec<Said>, String> {
        let framed = |ids: &[u32]| [&self.cutter.before, ids, &self.cutter.behind].concat();
        let windows = windows(pieces.ids.len(), self.room);
        let mut said = Vec::with_capacity(pieces.ids.len());
        for together in windows.chunks(self.network.batch.unwrap_or(TOGETHER).max(1)) {
            let ids: Vec<Vec<u32>> =
                together.iter().map(|window| framed(&pieces.ids[window.pieces.clone()])).collect();
            let scores = self.network.scores(&ids, pool)?;
            for (window, scores) in together.iter().zip(&scores) {
                let skipped = self.cutter.before.len() + window.counts.start - window.pieces.start;
                let each =
                    scores.chunks_exact(self.labels.tags.len()).skip(skipped).take(window.counts.len());
                said.extend(each.map(|scores| Said::of(&self.labels, scores)));
            }
        }
        Ok(said)
    }
}

impl NamesInProse for Tagger {
    fn names_in(&self, text: &str) -> Vec<NamedSpan> {
        if text.len() < SHORTEST || !text.contains(char::is_alphabetic) {
            return Vec::new();
        }
        let seen = || self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(names) = seen().get(text) {
            return names.clone();
        }
        let Ok(names) = self.apart(|pool| self.names(text, pool)) else {
            self.failures.fetch_add(1, Ordering::Relaxed);
            return Vec::new();
        };
        if text.len() <= SEEN_LENGTH {
            let mut seen = seen();
            if seen.len() == SEEN {
                seen.clear();
            }
            seen.insert(text.into(), names.clone());
        }
        names
    }

    fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }
}
