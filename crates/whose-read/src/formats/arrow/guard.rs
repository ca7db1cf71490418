//! Looks at what a file claims before it is read: the reader believes lengths, and takes the memory that they ask for.

use std::io::{Read, Seek, SeekFrom};

use arrow_ipc::reader::read_footer_length;
use arrow_ipc::{Block, RecordBatch, root_as_footer, root_as_message};

/// Behind the footer stand its length and the sign of the format.
const END: usize = 10;
/// A buffer that is larger when unpacked, in bytes, must not be packed more densely than so many times.
const LARGE_BUFFER: i64 = 1 << 28;
const DENSEST: i64 = 200;
/// Rows for each byte of the file.
const MOST_ROWS: i64 = 1_000;

/// Do all lengths stand within the file, and does no buffer claim to grow beyond all measure? `None` where that cannot be told.
pub(super) fn is_sound(file: &mut (impl Read + Seek), length: u64) -> Option<bool> {
    let length = i64::try_from(length).ok()?;
    let mut end = [0; END];
    file.seek(SeekFrom::End(-(END as i64))).ok()?;
    file.read_exact(&mut end).ok()?;
    let footer_length = read_footer_length(end).ok()?;
    let from = length.checked_sub(i64::try_from(footer_length + END).ok()?).filter(|from| *from >= 0)?;
    let footer = bytes(file, from, footer_length)?;
    let footer = root_as_footer(&footer).ok()?;
    let blocks =
        footer.recordBatches().into_iter().flatten().chain(footer.dictionaries().into_iter().flatten());
    let mut sound = true;
    for block in blocks {
        sound &= is_sound_block(file, block, length)?;
    }
    Some(sound)
}

fn is_sound_block(file: &mut (impl Read + Seek), block: &Block, length: i64) -> Option<bool> {
    let (from, head, body) = (block.offset(), i64::from(block.metaDataLength()), block.bodyLength());
    let within = from >= 0 && head >= 8 && body >= 0 && from.checked_add(head)?.checked_add(body)? <= length;
    if !within {
        return Some(false);
    }
    let message = bytes(file, from, usize::try_from(head).ok()?)?;
    // Four bytes more go before the length in files since version 0.15.
    let skipped = if message.starts_with(&[0xFF; 4]) { 8 } else { 4 };
    let message = root_as_message(&message[skipped..]).ok()?;
    let batch = match (message.header_as_record_batch(), message.header_as_dictionary_batch()) {
        (Some(batch), _) => batch,
        (None, Some(dictionary)) => dictionary.data()?,
        (None, None) => return Some(false),
    };
    if batch.length() < 0 || batch.length() > length.saturating_mul(MOST_ROWS) {
        return Some(false);
    }
    are_sound_buffers(file, &batch, from + head, body)
}

fn are_sound_buffers(
    file: &mut (impl Read + Seek),
    batch: &RecordBatch<'_>,
    from: i64,
    body: i64,
) -> Option<bool> {
    for buffer in batch.buffers().into_iter().flatten() {
        let (offset, size) = (buffer.offset(), buffer.length());
        if offset < 0 || size < 0 || offset.checked_add(size)? > body {
            return Some(false);
        }
        if batch.compression().is_none() || size < 8 {
            continue;
        }
        let unpacked = i64::from_le_bytes(bytes(file, from + offset, 8)?.try_into().ok()?);
        if unpacked > LARGE_BUFFER && unpacked / size > DENSEST {
            return Some(false);
        }
    }
    Some(true)
}

fn bytes(file: &mut (impl Read + Seek), from: i64, length: usize) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(u64::try_from(from).ok()?)).ok()?;
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}
