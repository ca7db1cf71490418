//! Names in running text by a model that the user gives: token classification in ONNX, run on this machine and nowhere else.
//!
//! | file in the folder | what |
//! |---|---|
//! | `model.onnx` | inputs `input_ids` and, where it wants them, `attention_mask`, `token_type_ids`, `position_ids`; one output, a score for each label at each piece |
//! | `tokenizer.json` | how text becomes pieces, in the form of Hugging Face's tokenizers |
//! | `config.json` | `id2label`, `max_position_embeddings`, `pad_token_id`, as Hugging Face exports them |
//! | `labels.toml` | where the names of the labels do not say it: what each means ([`labels`]). May be absent |
//!
//! A long text is read in windows that overlap; of each piece the window counts in which it stands further from the border
//! ([`windows`]). Pieces are joined to words and words to names ([`decode`]). The same text always goes through the model in
//! the same windows, on one core, so that its answer depends on nothing else.

mod decode;
mod error;
mod labels;
mod network;
mod pieces;
mod tagger;
mod windows;

pub use error::ModelError;
pub use tagger::{LABELS_FILE, MODEL_FILE, Tagger};
