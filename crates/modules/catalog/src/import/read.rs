//! Rows out of an opened source, handed one by one to a sink; memory does not grow with the file.

use std::collections::HashMap;
use std::io::{BufRead, Read as _};

use calamine::{DataRef, Reader as _, Xlsx};

use super::ROWS_MAX;
use super::cell::Cell;
use super::error::ImportError;
use super::row_error::{RowError, RowErrorCode};
use super::source::Opened;

/// The longest line of a JSONL file, in bytes.
const LINE_LENGTH_MAX_BYTES: u64 = 4 * 1024 * 1024;
/// Columns of a table that are looked at.
const COLUMNS_MAX: usize = 256;

/// A row as the file holds it: values by lower-case field name, or why it cannot be read.
#[derive(Debug)]
pub(crate) struct RawRow {
    pub(crate) number: u32,
    pub(crate) cells: Result<HashMap<String, Cell>, RowError>,
}

/// Takes rows; answers `false` to stop.
pub(crate) type Sink<'a> = dyn FnMut(RawRow) -> bool + 'a;

/// Reads `opened` to its end or until the sink has enough.
pub(crate) fn read_rows(opened: Opened, sink: &mut Sink<'_>) -> Result<(), ImportError> {
    match opened {
        Opened::JsonLines(content) => read_json_lines(content, sink),
        Opened::Csv(content) => read_csv(content, sink),
        Opened::Spreadsheet(content) => read_spreadsheet(content, sink),
    }
}

fn read_json_lines(mut content: Box<dyn BufRead + Send>, sink: &mut Sink<'_>) -> Result<(), ImportError> {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        let read = content.by_ref().take(LINE_LENGTH_MAX_BYTES).read_until(b'\n', &mut line)?;
        number = next_number(number)?;
        if read == 0 {
            return Ok(());
        }
        if read as u64 == LINE_LENGTH_MAX_BYTES && !line.ends_with(b"\n") {
            return Err(ImportError::Unreadable(format!("line {number} is longer than 4 MiB")));
        }
        let text = line.trim_ascii();
        if !text.is_empty() && !sink(RawRow { number, cells: parse_line(text, number) }) {
            return Ok(());
        }
    }
}

fn parse_line(text: &[u8], row: u32) -> Result<HashMap<String, Cell>, RowError> {
    match serde_json::from_slice(text) {
        Ok(Cell::Map(entries)) => Ok(entries.into_iter().collect()),
        Ok(_) => Err(RowError::new(row, "", RowErrorCode::Malformed, &String::from_utf8_lossy(text))),
        Err(error) => Err(RowError::new(row, "", RowErrorCode::Malformed, &error.to_string())),
    }
}

fn read_csv(mut content: Box<dyn BufRead + Send>, sink: &mut Sink<'_>) -> Result<(), ImportError> {
    let delimiter = sniff_delimiter(content.fill_buf()?);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(content);
    let columns = reader.byte_headers().map_err(|error| ImportError::Unreadable(error.to_string()))?;
    let columns = header(columns.iter().map(|name| String::from_utf8_lossy(name).into_owned()))?;
    let mut record = csv::ByteRecord::new();
    let mut number = 1;
    while reader.read_byte_record(&mut record).map_err(csv_error)? {
        number = next_number(number)?;
        if record.iter().all(<[u8]>::is_empty) {
            continue;
        }
        if !sink(RawRow { number, cells: csv_cells(&columns, &record, number) }) {
            break;
        }
    }
    Ok(())
}

fn csv_cells(columns: &[String], record: &csv::ByteRecord, row: u32) -> Result<HashMap<String, Cell>, RowError> {
    let mut cells = HashMap::with_capacity(columns.len());
    for (index, column) in columns.iter().enumerate().filter(|(_, column)| !column.is_empty()) {
        let value = record.get(index).unwrap_or_default();
        let text = std::str::from_utf8(value)
            .map_err(|_bytes| RowError::new(row, column, RowErrorCode::Malformed, &String::from_utf8_lossy(value)))?;
        cells.insert(column.clone(), Cell::Text(text.to_owned()));
    }
    if record.len() > columns.len() {
        let extra = record.get(columns.len()).unwrap_or_default();
        return Err(RowError::new(row, "", RowErrorCode::Malformed, &String::from_utf8_lossy(extra)));
    }
    Ok(cells)
}

fn csv_error(error: csv::Error) -> ImportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ImportError::Read(error),
        other => ImportError::Unreadable(format!("{other:?}")),
    }
}

/// Spreadsheet programs set to Vietnamese separate by semicolons: the separator is what the header has most of.
fn sniff_delimiter(start: &[u8]) -> u8 {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let columns = |delimiter: u8| line.split(|byte| *byte == delimiter).count();
    b",;\t".iter().copied().max_by_key(|delimiter| (columns(*delimiter), *delimiter == b',')).unwrap_or(b',')
}

fn header(names: impl Iterator<Item = String>) -> Result<Vec<String>, ImportError> {
    let columns: Vec<String> = names.take(COLUMNS_MAX).map(|name| name.trim().to_lowercase()).collect();
    if columns.iter().any(|name| name == "sku") { Ok(columns) } else { Err(ImportError::NoHeader) }
}

fn next_number(number: u32) -> Result<u32, ImportError> {
    if number > ROWS_MAX { Err(ImportError::TooLarge) } else { Ok(number + 1) }
}

fn read_spreadsheet(content: std::io::Cursor<Vec<u8>>, sink: &mut Sink<'_>) -> Result<(), ImportError> {
    let unreadable = |error: calamine::XlsxError| ImportError::Unreadable(error.to_string());
    let mut book = Xlsx::new(content).map_err(unreadable)?;
    let sheet = book.sheet_names().first().cloned().ok_or(ImportError::Empty)?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(unreadable)?;
    let mut table = TableRows::default();
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        if table.row != row && !table.finish(sink)? {
            return Ok(());
        }
        table.row = row;
        if let Some(text) = spreadsheet_text(cell.get_value()).filter(|_| (column as usize) < COLUMNS_MAX) {
            table.values.push((column as usize, text));
        }
    }
    table.finish(sink)?;
    if table.columns.is_none() { Err(ImportError::NoHeader) } else { Ok(()) }
}

/// A spreadsheet's cells gathered into rows.
#[derive(Default)]
struct TableRows {
    columns: Option<Vec<String>>,
    row: u32,
    values: Vec<(usize, String)>,
}

impl TableRows {
    fn finish(&mut self, sink: &mut Sink<'_>) -> Result<bool, ImportError> {
        let values = std::mem::take(&mut self.values);
        if values.iter().all(|(_, text)| text.trim().is_empty()) {
            return Ok(true);
        }
        let Some(columns) = &self.columns else {
            let width = values.iter().map(|(column, _)| column + 1).max().unwrap_or_default();
            let mut names = vec![String::new(); width];
            for (column, text) in values {
                names[column] = text;
            }
            self.columns = Some(header(names.into_iter())?);
            return Ok(true);
        };
        let named = columns.iter().filter(|column| !column.is_empty());
        let mut cells: HashMap<String, Cell> = named.map(|column| (column.clone(), Cell::Null)).collect();
        for (index, text) in values {
            if let Some(column) = columns.get(index).filter(|column| !column.is_empty()) {
                cells.insert(column.clone(), Cell::Text(text));
            }
        }
        let number = next_number(self.row)?;
        Ok(sink(RawRow { number, cells: Ok(cells) }))
    }
}

fn spreadsheet_text(value: &DataRef<'_>) -> Option<String> {
    match value {
        DataRef::Empty => None,
        DataRef::String(text) => Some(text.clone()),
        DataRef::SharedString(text) => Some((*text).to_owned()),
        DataRef::Bool(value) => Some(value.to_string()),
        DataRef::Int(value) => Some(value.to_string()),
        DataRef::Float(value) => Some(value.to_string()),
        other => Some(calamine::Data::from(other.clone()).to_string()),
    }
}
