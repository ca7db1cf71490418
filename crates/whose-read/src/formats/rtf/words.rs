//! Words of control that matter to the text.

use super::reader::Kind;

/// What a group holds that begins with this word. `None` where the word says nothing of that.
pub(super) fn destination(word: &str, starred: bool) -> Option<Kind> {
    let kind = match word {
        "fonttbl" => Kind::Fonts,
        "fldinst" => Kind::Instruction,
        "pict" => Kind::Picture,
        "objdata" => Kind::Object,
        "nesttableprops" => Kind::NestedRow,
        "footnote" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
        | "footerf" | "annotation" | "atnauthor" | "shptxt" | "dptxbxtext" => Kind::Note,
        // Stars that readers of old pass over; there is text in them.
        "shpinst" | "shppict" | "shpgrp" | "do" | "result" | "field" | "fldrslt" => Kind::Same,
        "colortbl" | "stylesheet" | "info" | "filetbl" | "listtable" | "listoverridetable" | "rsidtbl"
        | "generator" | "revtbl" | "nonshppict" | "sn" | "sv" | "listtext" | "pntext" | "pntxta"
        | "pntxtb" | "xe" | "tc" | "bkmkstart" | "bkmkend" | "nonesttables" | "objclass" | "objname"
        | "template" | "themedata" | "datastore" | "private" => Kind::Nothing,
        _ if starred => Kind::Nothing,
        _ => return None,
    };
    Some(kind)
}

/// The character that a word stands for.
pub(super) fn character(word: &str) -> Option<char> {
    Some(match word {
        "tab" => '\t',
        "line" | "lbr" => '\n',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "endash" => '–',
        "emdash" => '—',
        "emspace" | "enspace" | "qmspace" => ' ',
        // Cells of a table in a cell.
        "nestcell" => '\t',
        _ => return None,
    })
}

/// The code page of a font's character set. `None` for that of the document.
pub(super) fn page_of_charset(charset: i32) -> Option<u16> {
    Some(match charset {
        0 | 2 => 1_252,
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1_253,
        162 => 1_254,
        163 => 1_258,
        177 => 1_255,
        178 => 1_256,
        186 => 1_257,
        204 => 1_251,
        222 => 874,
        238 => 1_250,
        254 => 437,
        255 => 850,
        _ => return None,
    })
}
