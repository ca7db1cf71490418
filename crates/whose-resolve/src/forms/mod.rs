//! Normal forms to comparable forms, one file per kind of value. Only distinct values come here.

pub(crate) mod birth;
pub(crate) mod email;
pub(crate) mod fold;
pub(crate) mod hangul;
pub(crate) mod identifier;
pub(crate) mod kana;
pub(crate) mod letters;
pub(crate) mod misread;
pub(crate) mod name;
pub(crate) mod nickname;
pub(crate) mod phone;
pub(crate) mod pinyin;
pub(crate) mod romanise;
pub(crate) mod similar;
pub(crate) mod slavic;
pub(crate) mod street;
