//! The package as a file: a zip archive inside an age file, so that what opens it is at hand without this program too.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

use age::secrecy::SecretString;
use anyhow::{Context, Result, bail};
use whose_tell::PackageFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::keys::Key;

/// From this size on a member needs the longer form of its size.
const LARGE: u64 = 0xf000_0000;

type Sealed = age::stream::StreamWriter<BufWriter<File>>;

/// A package that is being written and sealed.
pub struct Sealing {
    zip: ZipWriter<zip::write::StreamWriter<Sealed>>,
    files: Vec<PackageFile>,
}

impl Sealing {
    /// Begins a package in a file, sealed with a key.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(file: File, key: &Key) -> Result<Self> {
        let encryptor = match key {
            Key::Recipient(recipient) => {
                age::Encryptor::with_recipients(std::iter::once(recipient as &dyn age::Recipient))?
            }
            Key::Passphrase(passphrase) => age::Encryptor::with_user_passphrase(passphrase.clone()),
        };
        let sealed = encryptor.wrap_output(BufWriter::with_capacity(1 << 18, file))?;
        Ok(Self { zip: ZipWriter::new_stream(sealed), files: Vec::new() })
    }

    /// Adds a file from memory.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn add_bytes(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.add(name, bytes.len() as u64, bytes, None)
    }

    /// Adds a file from the disk.
    ///
    /// # Errors
    /// When it cannot be read, or the disk is full.
    pub fn add_file(&mut self, name: &str, path: &Path, rows: u64) -> Result<()> {
        let file = fs_err::File::open(path)?;
        let bytes = file.metadata()?.len();
        self.add(name, bytes, file, Some(rows))
    }

    fn add(&mut self, name: &str, bytes: u64, mut content: impl Read, rows: Option<u64>) -> Result<()> {
        // A Parquet file is packed already. The time is the first that the format knows: the same content, the same bytes.
        let method =
            if name.ends_with(".parquet") { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o600)
            .large_file(bytes >= LARGE);
        self.zip.start_file(name, options)?;
        let mut hasher = blake3::Hasher::new();
        let mut buffer = vec![0; 1 << 18];
        loop {
            let read = content.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            hasher.update(&buffer[..read]);
            self.zip.write_all(&buffer[..read])?;
        }
        let digest = hasher.finalize().to_hex().to_string();
        self.files.push(PackageFile { name: name.to_string(), digest, bytes, rows });
        Ok(())
    }

    /// The files so far.
    #[must_use]
    pub fn files(&self) -> &[PackageFile] {
        &self.files
    }

    /// Ends the package.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn finish(self) -> Result<()> {
        let sealed = self.zip.finish()?.into_inner();
        let mut out = sealed.finish()?;
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(())
    }
}

/// What opens packages: identities, or a passphrase.
pub struct Opener(Vec<Box<dyn age::Identity>>);

impl std::fmt::Debug for Opener {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Opener({})", self.0.len())
    }
}

impl Opener {
    /// The identities of a file, `AGE-SECRET-KEY-1...`, one a line.
    ///
    /// # Errors
    /// When the file cannot be read, or a line is no identity; the message names the line, never the key.
    pub fn identities(path: &Path) -> Result<Self> {
        let text = fs_err::read(path)?;
        let file = age::IdentityFile::from_buffer(text.as_slice())
            .with_context(|| format!("{} is no file of age identities", path.display()))?;
        let identities = file.into_identities()?;
        if identities.is_empty() {
            bail!("{} holds no identity: a line that begins with AGE-SECRET-KEY-", path.display());
        }
        Ok(Self(identities.into_iter().map(|identity| identity as Box<dyn age::Identity>).collect()))
    }

    /// A passphrase.
    #[must_use]
    pub fn passphrase(passphrase: SecretString) -> Self {
        Self(vec![Box::new(age::scrypt::Identity::new(passphrase))])
    }
}

/// An opened package. Nothing of it is written to the disk.
pub type Opened = ZipArchive<age::stream::StreamReader<BufReader<File>>>;

/// Opens a package.
///
/// # Errors
/// When it is no package, was cut off, or none of the keys fits.
pub fn open(path: &Path, opener: &Opener) -> Result<Opened> {
    let file = fs_err::File::open(path)?.into_file();
    let named = || path.display().to_string();
    let sealed = age::Decryptor::new_buffered(BufReader::with_capacity(1 << 17, file))
        .with_context(|| format!("{} is no sealed package", named()))?;
    let passphrase = sealed.is_scrypt();
    let opened = match sealed.decrypt(opener.0.iter().map(|identity| &**identity)) {
        Ok(opened) => opened,
        Err(age::DecryptError::NoMatchingKeys) => {
            let with =
                if passphrase { "a passphrase: give it with --passphrase-file" } else { "another key" };
            bail!("{} is sealed with {with}", named())
        }
        Err(error) => return Err(error).with_context(|| format!("{} does not open", named())),
    };
    ZipArchive::new(opened).with_context(|| format!("{} is cut off or damaged", named()))
}
