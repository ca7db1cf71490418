//! A model that is made here, byte by byte: it knows some words and what each is, and looks at nothing around them.
#![allow(dead_code, reason = "each file of tests uses some of it")]

use std::path::Path;

/// What the model knows: words in lower case, each with its label.
pub struct Tiny {
    pub labels: Vec<&'static str>,
    pub words: Vec<(&'static str, &'static str)>,
    /// `max_position_embeddings`.
    pub places: usize,
    /// `WordPiece` or `WordLevel`.
    pub pieces: &'static str,
}

impl Default for Tiny {
    fn default() -> Self {
        Self {
            labels: vec!["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG"],
            words: vec![
                ("zorvik", "B-PER"),
                ("mel", "I-PER"),
                ("##quandt", "I-PER"),
                ("홍길", "B-PER"),
                ("##동", "I-PER"),
                ("##은", "O"),
                ("brandelburg", "B-LOC"),
                ("acme", "B-ORG"),
            ],
            places: 512,
            pieces: "WordPiece",
        }
    }
}

impl Tiny {
    /// Writes the folder of the model.
    pub fn write(&self, folder: &Path) {
        std::fs::create_dir_all(folder).unwrap();
        let write = |name: &str, content: &[u8]| std::fs::write(folder.join(name), content).unwrap();
        write("model.onnx", &self.onnx());
        write("tokenizer.json", self.tokenizer().as_bytes());
        write("config.json", self.config().as_bytes());
    }

    fn config(&self) -> String {
        let labels = self.labels.iter().enumerate();
        let labels: Vec<String> =
            labels.map(|(number, label)| format!("\"{number}\": \"{label}\"")).collect();
        format!(
            r#"{{"id2label": {{{}}}, "max_position_embeddings": {}, "pad_token_id": 0, "model_type": "bert"}}"#,
            labels.join(", "),
            self.places
        )
    }

    const SPECIAL: [&'static str; 4] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];

    fn tokenizer(&self) -> String {
        let words = Self::SPECIAL.into_iter().chain(self.words.iter().map(|(word, _)| *word)).enumerate();
        let vocabulary: Vec<String> = words.map(|(number, word)| format!("\"{word}\": {number}")).collect();
        let model = match self.pieces {
            "WordLevel" => r#""type": "WordLevel", "unk_token": "[UNK]""#,
            _ => {
                r###""type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100"###
            }
        };
        format!(
            r#"{{"version": "1.0", "truncation": {{"direction": "Right", "max_length": 8, "strategy": "LongestFirst", "stride": 0}},
            "padding": null, "added_tokens": [],
            "normalizer": {{"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": false, "lowercase": true}},
            "pre_tokenizer": {{"type": "BertPreTokenizer"}},
            "post_processor": {{"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]}},
            "decoder": null, "model": {{{model}, "vocab": {{{}}}}}}}"#,
            vocabulary.join(", ")
        )
    }

    /// `logits = Gather(table, input_ids)`, where a row of the table holds the scores of a word.
    fn onnx(&self) -> Vec<u8> {
        let labels = Self::SPECIAL.iter().map(|_| "O").chain(self.words.iter().map(|(_, label)| *label));
        let scores = labels.flat_map(|label| {
            self.labels.iter().map(move |known| if *known == label { 6.0f32 } else { 0.0 })
        });
        let table: Vec<u8> = scores.flat_map(f32::to_le_bytes).collect();
        let rows = (Self::SPECIAL.len() + self.words.len()) as u64;
        let node = [text(1, "table"), text(1, "input_ids"), text(2, "logits"), text(4, "Gather")].concat();
        let table = [
            number(1, rows),
            number(1, self.labels.len() as u64),
            number(2, FLOAT),
            text(8, "table"),
            bytes(9, &table),
        ]
        .concat();
        let graph = [
            bytes(1, &node),
            text(2, "tiny"),
            bytes(5, &table),
            bytes(11, &value("input_ids", INT64, &["batch", "pieces"])),
            bytes(11, &value("attention_mask", INT64, &["batch", "pieces"])),
            bytes(12, &value("logits", FLOAT, &["batch", "pieces", "labels"])),
        ]
        .concat();
        let operators = [text(1, ""), number(2, 17)].concat();
        [number(1, 8), bytes(7, &graph), bytes(8, &operators)].concat()
    }
}

const FLOAT: u64 = 1;
const INT64: u64 = 7;

/// A `ValueInfoProto`.
fn value(name: &str, element: u64, dimensions: &[&str]) -> Vec<u8> {
    let shape: Vec<u8> = dimensions.iter().flat_map(|dimension| bytes(1, &text(2, dimension))).collect();
    let tensor = [number(1, element), bytes(2, &shape)].concat();
    [text(1, name), bytes(2, &bytes(1, &tensor))].concat()
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

fn number(field: u64, value: u64) -> Vec<u8> {
    [varint(field << 3), varint(value)].concat()
}

fn bytes(field: u64, value: &[u8]) -> Vec<u8> {
    [varint(field << 3 | 2), varint(value.len() as u64), value.to_vec()].concat()
}

fn text(field: u64, value: &str) -> Vec<u8> {
    bytes(field, value.as_bytes())
}
