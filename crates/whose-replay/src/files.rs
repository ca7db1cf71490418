//! Writing the disk: plain files, and containers of any depth, each whole in memory before it is written.

use std::io::{Cursor, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;
use zip::write::SimpleFileOptions;

use crate::summary::FileTruth;

/// Refuses a folder that already holds a replay, and makes it otherwise.
pub(crate) fn claim(dir: &Path) -> Result<()> {
    for part in ["disk", "truth", "clients.csv", "customers.csv"] {
        if dir.join(part).try_exists()? {
            bail!("{} already holds {part}; give an empty folder", dir.display());
        }
    }
    fs_err::create_dir_all(dir.join("disk"))?;
    fs_err::create_dir_all(dir.join("truth"))?;
    Ok(())
}

/// Something on the disk: content, or a container of such.
pub(crate) enum Node<Content> {
    /// Bytes that [`Render::render`] makes when they are due.
    Leaf(Content),
    Gz(Box<Node<Content>>),
    Zip(Vec<(String, Node<Content>)>),
    Tar(Vec<(String, Node<Content>)>),
    /// The first per mille of another's bytes.
    Cut(Box<Node<Content>>, u32),
    /// A zip archive with one encrypted member.
    Sealed(String, Box<Node<Content>>),
}

/// Content that can be made.
pub(crate) trait Render: Sync {
    /// The bytes.
    fn render(&self) -> Result<Vec<u8>>;
    /// Format code.
    fn format(&self) -> String;
    /// Records in it.
    fn rows(&self) -> u64;
}

impl<Content: Render> Node<Content> {
    pub(crate) fn bytes(&self) -> Result<Vec<u8>> {
        match self {
            Self::Leaf(content) => content.render(),
            Self::Gz(inner) => gzip(&inner.bytes()?),
            Self::Zip(members) => zip(members.iter().map(|(name, node)| Ok((name.as_str(), node.bytes()?)))),
            Self::Tar(members) => tar(members.iter().map(|(name, node)| Ok((name.as_str(), node.bytes()?)))),
            Self::Cut(inner, per_mille) => {
                let mut bytes = inner.bytes()?;
                bytes.truncate((bytes.len() as u64 * u64::from(*per_mille) / 1_000) as usize);
                Ok(bytes)
            }
            Self::Sealed(name, inner) => Ok(crate::sealed::archive(name, &inner.bytes()?)),
        }
    }

    pub(crate) fn format(&self) -> String {
        match self {
            Self::Leaf(content) => content.format(),
            Self::Gz(inner) => match &**inner {
                Self::Tar(members) => format!("tar.gz({})", formats(members)),
                inner => format!("gz({})", inner.format()),
            },
            Self::Zip(members) => format!("zip({})", formats(members)),
            Self::Tar(members) => format!("tar({})", formats(members)),
            Self::Cut(inner, _) => format!("truncated {}", inner.format()),
            Self::Sealed(_, inner) => format!("encrypted zip({})", inner.format()),
        }
    }

    /// Records that can be read in it.
    pub(crate) fn rows(&self) -> u64 {
        match self {
            Self::Leaf(content) => content.rows(),
            Self::Gz(inner) => inner.rows(),
            Self::Zip(members) | Self::Tar(members) => members.iter().map(|(_, node)| node.rows()).sum(),
            Self::Cut(inner, per_mille) => inner.rows() * u64::from(*per_mille) / 1_000,
            Self::Sealed(..) => 0,
        }
    }
}

fn formats<Content: Render>(members: &[(String, Node<Content>)]) -> String {
    let mut list: Vec<String> = members.iter().map(|(_, node)| node.format()).collect();
    list.sort();
    list.dedup();
    list.join(", ")
}

/// Writes all nodes below `disk`, in parallel. Returns the files in the order of their paths.
pub(crate) fn write_all<Content: Render + Send>(
    disk: &Path,
    nodes: &[(String, Node<Content>)],
) -> Result<Vec<FileTruth>> {
    let mut files: Vec<FileTruth> = nodes
        .par_iter()
        .with_max_len(1)
        .map(|(path, node)| {
            let bytes = node.bytes().with_context(|| format!("cannot make {path}"))?;
            write_file(&disk.join(path), &bytes)?;
            Ok(FileTruth {
                path: path.clone(),
                bytes: bytes.len() as u64,
                format: node.format(),
                rows: node.rows(),
            })
        })
        .collect::<Result<_>>()?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// Writes one file, with the folders above it.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs_err::create_dir_all(folder)?;
    }
    fs_err::write(path, bytes)?;
    Ok(())
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    // No name and no time, so that equal content gives equal bytes.
    let mut writer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::fast());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

pub(crate) fn zip<'a>(members: impl Iterator<Item = Result<(&'a str, Vec<u8>)>>) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .compression_level(Some(1))
        .last_modified_time(zip::DateTime::default());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for member in members {
        let (name, bytes) = member?;
        writer.start_file(name, options)?;
        writer.write_all(&bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn tar<'a>(members: impl Iterator<Item = Result<(&'a str, Vec<u8>)>>) -> Result<Vec<u8>> {
    let mut writer = tar::Builder::new(Vec::new());
    for member in members {
        let (name, bytes) = member?;
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        writer.append_data(&mut header, name, bytes.as_slice())?;
    }
    Ok(writer.into_inner()?)
}
