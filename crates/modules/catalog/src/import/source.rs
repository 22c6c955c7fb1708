//! Where rows come from: a file or bytes, plain or gzip, in one of three formats told by content and not by name.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use sha2::{Digest as _, Sha256};

use super::error::ImportError;

/// The largest import after unpacking, in bytes; a spreadsheet is held in memory.
const UNPACKED_SIZE_MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// The largest spreadsheet, in bytes: its archive and its shared texts are held in memory.
const SPREADSHEET_SIZE_MAX_BYTES: u64 = 256 * 1024 * 1024;

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
const ZIP_MAGIC: [u8; 4] = *b"PK\x03\x04";
const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// What to import.
#[derive(Debug, Clone)]
pub enum ImportSource {
    /// A file.
    File(PathBuf),
    /// Content with a name for reports.
    Bytes {
        /// The name.
        name: String,
        /// The content.
        content: Bytes,
    },
}

/// A source that was looked into.
pub(crate) enum Opened {
    JsonLines(Box<dyn BufRead + Send>),
    Csv(Box<dyn BufRead + Send>),
    Spreadsheet(Cursor<Vec<u8>>),
}

impl ImportSource {
    /// The name for reports and import runs.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            Self::Bytes { name, .. } => name.clone(),
        }
    }

    fn raw(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::Bytes { content, .. } => Box::new(Cursor::new(content.clone())),
        })
    }

    /// The hash by which an interrupted import of the same content is found again.
    pub(crate) fn hash(&self) -> io::Result<String> {
        let mut hasher = Sha256::new();
        io::copy(&mut BufReader::new(self.raw()?), &mut hasher)?;
        Ok(hex::encode(hasher.finalize()))
    }

    /// Opens the source from its beginning.
    pub(crate) fn open(&self) -> Result<Opened, ImportError> {
        let mut raw = BufReader::new(self.raw()?);
        let mut content: Box<dyn BufRead + Send> = if raw.fill_buf()?.starts_with(&GZIP_MAGIC) {
            Box::new(BufReader::new(MultiGzDecoder::new(raw).take(UNPACKED_SIZE_MAX_BYTES)))
        } else {
            Box::new(BufReader::new(raw.take(UNPACKED_SIZE_MAX_BYTES)))
        };
        if content.fill_buf()?.starts_with(&BYTE_ORDER_MARK) {
            content.consume(BYTE_ORDER_MARK.len());
        }
        let start = content.fill_buf()?;
        if start.starts_with(&ZIP_MAGIC) {
            return read_whole(content);
        }
        let first = start.iter().find(|byte| !byte.is_ascii_whitespace()).copied();
        match first {
            None => Err(ImportError::Empty),
            Some(b'{') => Ok(Opened::JsonLines(content)),
            Some(_) => Ok(Opened::Csv(content)),
        }
    }
}

fn read_whole(content: Box<dyn BufRead + Send>) -> Result<Opened, ImportError> {
    let mut bytes = Vec::new();
    content.take(SPREADSHEET_SIZE_MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > SPREADSHEET_SIZE_MAX_BYTES {
        return Err(ImportError::TooLarge);
    }
    Ok(Opened::Spreadsheet(Cursor::new(bytes)))
}
