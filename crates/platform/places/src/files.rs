//! The files of `data/`: unpacking them and cutting them into rows.

use std::io::Read as _;

use crate::error::DataError;

/// Bytes of one unpacked file at most; the largest has half of it.
const FILE_BYTES_MAX: u64 = 1_000_000;

/// One table of units as text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct File<'a> {
    name: &'static str,
    text: &'a str,
}

/// All tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Files<'a> {
    pub(crate) new_provinces: File<'static>,
    pub(crate) new_wards: File<'static>,
    pub(crate) legacy_provinces: File<'static>,
    pub(crate) legacy_districts: File<'static>,
    pub(crate) legacy_wards: File<'static>,
    pub(crate) retired: File<'static>,
    pub(crate) ward_map: File<'a>,
    pub(crate) islands: File<'a>,
}

/// A packed file of `data/` as text.
macro_rules! unpacked {
    ($name:literal) => {
        $crate::files::unpack($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $name, ".csv.gz")))
    };
}
pub(crate) use unpacked;

/// The text of a packed file.
pub(crate) fn unpack(name: &'static str, packed: &[u8]) -> Result<String, DataError> {
    let mut text = String::new();
    let read = flate2::read::GzDecoder::new(packed).take(FILE_BYTES_MAX).read_to_string(&mut text);
    read.map_err(|_broken| DataError::Packed(name))?;
    text.shrink_to_fit();
    Ok(text)
}

impl<'a> File<'a> {
    pub(crate) fn new(name: &'static str, text: &'a str) -> Self {
        Self { name, text }
    }

    /// The rows, whose first line has to be `columns`. The files hold no quotes, so a comma always parts two fields; a
    /// row with a quote is refused.
    pub(crate) fn rows<const N: usize>(
        self,
        columns: [&str; N],
    ) -> Result<impl Iterator<Item = Result<[&'a str; N], DataError>>, DataError> {
        let mut lines = self.text.lines();
        if lines.next() != Some(columns.join(",").as_str()) {
            return Err(DataError::Columns(self.name));
        }
        Ok(lines.map(move |line| fields(line).ok_or_else(|| self.unreadable(line))))
    }

    /// The error of a row that cannot be read.
    pub(crate) fn unreadable(&self, row: &str) -> DataError {
        DataError::Row { file: self.name, row: row.to_owned() }
    }
}

fn fields<const N: usize>(line: &str) -> Option<[&str; N]> {
    let mut fields = [""; N];
    let mut parts = line.split(',');
    for field in &mut fields {
        *field = parts.next()?;
    }
    (parts.next().is_none() && !line.contains('"')).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<[&str; 2]>, DataError> {
        File::new("a file", text).rows(["code", "name"])?.collect()
    }

    #[test]
    fn rows_keep_their_zeros_and_unreadable_ones_are_refused() {
        assert_eq!(read("code,name\n00001,Phúc Xá\n").unwrap(), [["00001", "Phúc Xá"]]);
        assert_eq!(read("name,code\n").unwrap_err(), DataError::Columns("a file"));
        for row in ["00001", "00001,Phúc Xá,1", "00001,\"Phúc Xá\""] {
            let refused = DataError::Row { file: "a file", row: row.to_owned() };
            assert_eq!(read(&format!("code,name\n{row}\n")).unwrap_err(), refused);
        }
    }

    #[test]
    fn what_is_not_packed_is_refused() {
        assert_eq!(unpack("a file", b"code,name\n"), Err(DataError::Packed("a file")));
    }
}
