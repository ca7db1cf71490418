//! Formats that are known by their first bytes, and are not read: what they are, and what to do about it.

use whose_model::GapReason;

/// A format that is recognised and not read.
pub(crate) struct Signature {
    /// Stable code.
    pub(crate) code: &'static str,
    /// Where the bytes stand.
    at: usize,
    bytes: &'static [u8],
    /// Why it is not read.
    pub(crate) reason: GapReason,
    /// What it is and what to do.
    pub(crate) detail: &'static str,
}

const fn unsupported(code: &'static str, at: usize, bytes: &'static [u8], detail: &'static str) -> Signature {
    Signature { code, at, bytes, reason: GapReason::UnsupportedFormat, detail }
}

const fn binary(code: &'static str, at: usize, bytes: &'static [u8], detail: &'static str) -> Signature {
    Signature { code, at, bytes, reason: GapReason::Binary, detail }
}

/// The signature that a source begins with, if it is one of these. Text may begin with the letters of a short one by chance
/// (`MZ`, `ORC`, `TAPE`): there only those of eight bytes and more count, and those with a byte that text has not.
pub(crate) fn recognise(head: &[u8], is_text: bool) -> Option<&'static Signature> {
    SIGNATURES.iter().find(|signature| {
        let fits = head.get(signature.at..signature.at + signature.bytes.len()) == Some(signature.bytes);
        fits && (!is_text || signature.bytes.len() >= 8 || signature.bytes.starts_with(b"%PDF-"))
    })
}

/// The longer and more particular first. From the formats' specifications and the signatures that file(1) documents.
const SIGNATURES: &[Signature] = &[
    unsupported("rar", 0, b"Rar!\x1A\x07", "a RAR archive: unpack it and add its members as sources"),
    unsupported("cab", 0, b"MSCF\0\0\0\0", "a Windows cabinet: unpack it and add its members as sources"),
    unsupported("arj", 0, b"\x60\xEA", "an ARJ archive: unpack it and add its members as sources"),
    unsupported("lzh", 2, b"-lh", "an LZH archive: unpack it and add its members as sources"),
    unsupported("alz", 0, b"ALZ\x01", "an ALZip archive: unpack it and add its members as sources"),
    unsupported("egg", 0, b"EGGA", "an ALZip EGG archive: unpack it and add its members as sources"),
    unsupported(
        "compress",
        0,
        b"\x1F\x9D",
        "a file of compress(1): unpack it and add the result as a source",
    ),
    unsupported("lz4", 0, b"\x04\x22\x4D\x18", "an LZ4 stream: unpack it and add the result as a source"),
    unsupported("lzip", 0, b"LZIP\x01", "an lzip stream: unpack it and add the result as a source"),
    unsupported(
        "snappy",
        0,
        b"\xFF\x06\0\0sNaPpY",
        "a Snappy stream: unpack it and add the result as a source",
    ),
    unsupported("cpio", 0, b"070701", "a cpio archive: unpack it and add its members as sources"),
    unsupported("cpio", 0, b"070707", "a cpio archive: unpack it and add its members as sources"),
    unsupported("rpm", 0, b"\xED\xAB\xEE\xDB", "an RPM package: unpack it if it holds data"),
    unsupported("ar", 0, b"!<arch>\n", "an ar archive or Debian package: unpack it if it holds data"),
    unsupported("iso", 0x8001, b"CD001", "a CD or DVD image: mount it and add its files as sources"),
    unsupported("dmg", 0, b"koly", "a macOS disk image: mount it and add its files as sources"),
    unsupported("vmdk", 0, b"KDMV", "a virtual disk: mount it read-only and add its files as sources"),
    unsupported("vhdx", 0, b"vhdxfile", "a virtual disk: mount it read-only and add its files as sources"),
    unsupported("vhd", 0, b"conectix", "a virtual disk: mount it read-only and add its files as sources"),
    unsupported("qcow2", 0, b"QFI\xFB", "a virtual disk: mount it read-only and add its files as sources"),
    unsupported(
        "ewf",
        0,
        b"EVF\x09\x0D\x0A\xFF\0",
        "a forensic disk image: mount it read-only and add its files as sources",
    ),
    unsupported(
        "access",
        4,
        b"Standard Jet DB\0",
        "an Access database: export its tables as CSV and add them as sources",
    ),
    unsupported(
        "access",
        4,
        b"Standard ACE DB\0",
        "an Access database: export its tables as CSV and add them as sources",
    ),
    unsupported(
        "ole2",
        0,
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an Office document before 2007: save it as docx, pptx or xlsx and add that as a source",
    ),
    unsupported(
        "pdf",
        0,
        b"%PDF-",
        "a PDF document: convert it to text, with recognition of scanned pages, and add that as a source",
    ),
    unsupported("orc", 0, b"ORC", "an ORC file: export it as CSV and add that as a source"),
    unsupported("avro", 0, b"Obj\x01", "an Avro file: export it as JSON and add that as a source"),
    unsupported(
        "hdf5",
        0,
        b"\x89HDF\r\n\x1A\n",
        "an HDF5 file: export its tables as CSV and add them as sources",
    ),
    unsupported("sas", 0x54, b"SAS FILE", "a SAS data set: export it as CSV and add that as a source"),
    unsupported("spss", 0, b"$FL2@(#)", "an SPSS file: export it as CSV and add that as a source"),
    unsupported("stata", 0, b"<stata_dta>", "a Stata file: export it as CSV and add that as a source"),
    unsupported("mssql-backup", 0, b"TAPE", "a SQL Server backup: restore it and export its tables as CSV"),
    unsupported(
        "oracle-dump",
        0,
        b"\x03\0\x01EXPORT:V",
        "an Oracle export: import it and export its tables as CSV",
    ),
    unsupported("keepass", 0, b"\x03\xD9\xA2\x9A", "a KeePass database: open it by hand"),
    unsupported(
        "pgp",
        0,
        b"-----BEGIN PGP MESSAGE",
        "a PGP message: decrypt it and add the result as a source",
    ),
    unsupported(
        "age",
        0,
        b"age-encryption.org/v1",
        "a file encrypted with age: decrypt it and add the result as a source",
    ),
    unsupported(
        "openssl-enc",
        0,
        b"Salted__",
        "a file encrypted with openssl: decrypt it and add the result as a source",
    ),
    unsupported(
        "hwp3",
        0,
        b"HWP Document File",
        "a HWP document: save it as text or docx and add that as a source",
    ),
    unsupported("dicom", 128, b"DICM", "a DICOM image, which names its patient: export its header as text"),
    unsupported("pcap", 0, b"\xD4\xC3\xB2\xA1", "a network capture: export its contents as text"),
    unsupported("pcapng", 0, b"\x0A\x0D\x0D\x0A", "a network capture: export its contents as text"),
    unsupported("evtx", 0, b"ElfFile\0", "a Windows event log: export it as XML and add that as a source"),
    unsupported(
        "registry",
        0,
        b"regf",
        "a Windows registry hive: export it as text and add that as a source",
    ),
    unsupported(
        "tnef",
        0,
        b"\x78\x9F\x3E\x22",
        "a winmail.dat attachment: unpack it and add its members as sources",
    ),
    binary("png", 0, b"\x89PNG\r\n\x1A\n", "a picture: look at it, it may show people or scanned documents"),
    binary("jpeg", 0, b"\xFF\xD8\xFF", "a picture: look at it, it may show people or scanned documents"),
    binary("gif", 0, b"GIF8", "a picture: look at it, it may show people or scanned documents"),
    binary("tiff", 0, b"II*\0", "a picture: look at it, it may show people or scanned documents"),
    binary("tiff", 0, b"MM\0*", "a picture: look at it, it may show people or scanned documents"),
    binary("webp", 8, b"WEBP", "a picture: look at it, it may show people or scanned documents"),
    binary("heic", 4, b"ftyphe", "a picture: look at it, it may show people or scanned documents"),
    binary("avif", 4, b"ftypavif", "a picture: look at it, it may show people or scanned documents"),
    binary("psd", 0, b"8BPS", "a picture: look at it, it may show people or scanned documents"),
    binary("icon", 0, b"\0\0\x01\0", "an icon"),
    binary("wmf", 0, b"\xD7\xCD\xC6\x9A", "a drawing: look at it, it may hold text"),
    binary("emf", 40, b" EMF", "a drawing: look at it, it may hold text"),
    binary("mp4", 4, b"ftyp", "a film or sound: watch it, it may show people"),
    binary("wav", 8, b"WAVE", "a sound: listen to it, it may be a call"),
    binary("avi", 8, b"AVI ", "a film: watch it, it may show people"),
    binary("mp3", 0, b"ID3", "a sound: listen to it, it may be a call"),
    binary("mp3", 0, b"\xFF\xFB", "a sound: listen to it, it may be a call"),
    binary("ogg", 0, b"OggS", "a sound: listen to it, it may be a call"),
    binary("flac", 0, b"fLaC", "a sound: listen to it, it may be a call"),
    binary("amr", 0, b"#!AMR", "a sound: listen to it, it may be a call"),
    binary("matroska", 0, b"\x1A\x45\xDF\xA3", "a film: watch it, it may show people"),
    binary("mpeg", 0, b"\0\0\x01\xBA", "a film: watch it, it may show people"),
    binary("asf", 0, b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", "a film or sound: watch it, it may show people"),
    binary("elf", 0, b"\x7FELF", "a program"),
    binary(
        "exe",
        0,
        b"MZ",
        "a program; if it is a self-extracting archive, unpack it and add its members as sources",
    ),
    binary("mach-o", 0, b"\xCF\xFA\xED\xFE", "a program"),
    binary("mach-o", 0, b"\xCA\xFE\xBA\xBE", "a program or a Java class"),
    binary("wasm", 0, b"\0asm", "a program"),
    binary("dex", 0, b"dex\n03", "a program"),
    binary("ttf", 0, b"\0\x01\0\0\0", "a font"),
    binary("otf", 0, b"OTTO", "a font"),
    binary("ttc", 0, b"ttcf", "a font"),
    binary("woff", 0, b"wOFF", "a font"),
    binary("woff2", 0, b"wOF2", "a font"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_hides_none_that_follows() {
        for (index, signature) in SIGNATURES.iter().enumerate() {
            let mut head = vec![0x20; signature.at];
            head.extend_from_slice(signature.bytes);
            head.resize(head.len() + 64, 0x20);
            let found = recognise(&head, false).expect("its own");
            assert_eq!(found.code, SIGNATURES[index].code);
        }
    }
}
