//! The files of the law, built into the program. Adding a jurisdiction is a folder and its line here.

/// Events, facts and content.
pub(super) const VOCABULARY: &str = include_str!("../../jurisdictions/vocabulary.toml");

macro_rules! folder {
    ($code:literal) => {
        ($code, include_str!(concat!("../../jurisdictions/", $code, "/law.toml")), None)
    };
    ($code:literal, holidays) => {
        (
            $code,
            include_str!(concat!("../../jurisdictions/", $code, "/law.toml")),
            Some(include_str!(concat!("../../jurisdictions/", $code, "/holidays.toml"))),
        )
    };
}

/// Folder, law, holidays. A part stands after the jurisdiction that it is a part of.
pub(super) const ALL: &[(&str, &str, Option<&str>)] = &[
    folder!("kr"),
    folder!("ca"),
    folder!("ca-qc"),
    folder!("eu"),
    folder!("uk"),
    folder!("us"),
    folder!("us-ca"),
    folder!("us-ny"),
    folder!("us-tx"),
    folder!("us-ma"),
    folder!("us-hipaa"),
    folder!("us-sec", holidays),
    folder!("jp", holidays),
    folder!("au"),
    folder!("sg"),
];
