//! Products to a file, page by page, on a thread of its own.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use rust_xlsxwriter::{Workbook, Worksheet};
use tokio::sync::mpsc::Receiver;

use super::ExportError;
use super::format::{ExportFormat, TextFormat};
use super::table::{NUMBER_COLUMNS, rows};
use crate::sheet::{COLUMNS, ProductSheet};

/// Pages of products; an empty one says that all came.
type Pages = Receiver<Vec<ProductSheet>>;

/// Writes beside the target and gives the file its name when everything is on the disk.
pub(crate) fn write_file(target: &Path, format: ExportFormat, pages: Pages) -> Result<(), ExportError> {
    let partial = partial_path(target);
    let written = write_partial(&partial, format, pages).and_then(|()| Ok(std::fs::rename(&partial, target)?));
    if written.is_err() {
        // The reason is on its way up; the leftover has served its purpose.
        let _ = std::fs::remove_file(&partial);
    }
    written
}

fn partial_path(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    target.with_file_name(name)
}

fn write_partial(partial: &Path, format: ExportFormat, pages: Pages) -> Result<(), ExportError> {
    let mut file = File::create(partial)?;
    match (format.text, format.is_packed) {
        (TextFormat::Spreadsheet, false) => write_spreadsheet(&mut file, pages)?,
        (TextFormat::Spreadsheet, true) => {
            let mut unpacked = tempfile_beside(partial)?;
            write_spreadsheet(&mut unpacked.file, pages)?;
            unpacked.file.rewind()?;
            let mut packer = packer(&mut file);
            io::copy(&mut unpacked.file, &mut packer)?;
            packer.finish()?;
        }
        (text, false) => write_text(BufWriter::new(&mut file), text, pages)?.flush()?,
        (text, true) => {
            let packer = BufWriter::new(packer(BufWriter::new(&mut file)));
            let packer = write_text(packer, text, pages)?.into_inner().map_err(io::IntoInnerError::into_error)?;
            packer.finish()?.flush()?;
        }
    }
    file.sync_all()?;
    Ok(())
}

/// Level 6 with an empty header: the same content gives the same bytes.
fn packer<W: Write>(writer: W) -> GzEncoder<W> {
    GzEncoder::new(writer, Compression::default())
}

/// A file that is gone when nobody holds it.
struct Scratch {
    file: File,
    path: PathBuf,
}

fn tempfile_beside(partial: &Path) -> io::Result<Scratch> {
    let path = partial.with_extension("scratch");
    let file = File::options().read(true).write(true).create(true).truncate(true).open(&path)?;
    Ok(Scratch { file, path })
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing depends on its absence.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn write_text<W: Write>(writer: W, format: TextFormat, mut pages: Pages) -> Result<W, ExportError> {
    if format == TextFormat::Csv {
        return write_csv(writer, pages);
    }
    let mut writer = writer;
    each(&mut pages, |sheet| {
        serde_json::to_writer(&mut writer, sheet).map_err(io::Error::from)?;
        Ok(writer.write_all(b"\n")?)
    })?;
    Ok(writer)
}

fn write_csv<W: Write>(writer: W, mut pages: Pages) -> Result<W, ExportError> {
    let failed = |error: csv::Error| ExportError::Write(error.into());
    let mut csv = csv::WriterBuilder::new().from_writer(writer);
    csv.write_record(COLUMNS).map_err(failed)?;
    each(&mut pages, |sheet| {
        let rows = rows(sheet).map_err(io::Error::from)?;
        rows.iter().try_for_each(|row| csv.write_record(row)).map_err(failed)
    })?;
    csv.into_inner().map_err(|error| ExportError::Write(error.into_error()))
}

fn write_spreadsheet<W: Write + Seek + Send>(writer: &mut W, mut pages: Pages) -> Result<(), ExportError> {
    let mut book = Workbook::new();
    let table = book.add_worksheet_with_constant_memory().map_err(xlsx_error)?;
    let mut next_row = 0;
    write_row(table, &mut next_row, COLUMNS.map(str::to_owned))?;
    each(&mut pages, |sheet| {
        let rows = rows(sheet).map_err(io::Error::from)?;
        rows.into_iter().try_for_each(|row| write_row(table, &mut next_row, row))
    })?;
    book.save_to_writer(writer).map_err(xlsx_error)
}

fn write_row(table: &mut Worksheet, next_row: &mut u32, row: [String; COLUMNS.len()]) -> Result<(), ExportError> {
    for (index, text) in row.into_iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        let column = u16::try_from(index).unwrap_or(u16::MAX);
        let number = text.parse::<f64>().ok().filter(|_| *next_row > 0 && NUMBER_COLUMNS.contains(&COLUMNS[index]));
        let written = match number {
            Some(number) => table.write_number(*next_row, column, number),
            None => table.write_string(*next_row, column, text),
        };
        written.map_err(xlsx_error)?;
    }
    *next_row += 1;
    Ok(())
}

fn xlsx_error(error: rust_xlsxwriter::XlsxError) -> ExportError {
    match error {
        rust_xlsxwriter::XlsxError::IoError(error) => ExportError::Write(error),
        other => ExportError::Format(other.to_string()),
    }
}

/// Hands every product to `write`; without the empty last page the export was given up.
fn each(pages: &mut Pages, mut write: impl FnMut(&ProductSheet) -> Result<(), ExportError>) -> Result<(), ExportError> {
    while let Some(page) = pages.blocking_recv() {
        if page.is_empty() {
            return Ok(());
        }
        page.iter().try_for_each(&mut write)?;
    }
    Err(ExportError::Interrupted)
}
