//! What is wrong with a row: where, a stable code, and the reason in both languages.

use std::fmt;

use cholon_kernel::Locale;
use serde::{Deserialize, Serialize};

/// Letters of a wrong value that a report repeats.
const VALUE_LENGTH_MAX: usize = 80;

/// Something wrong with one value of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// The row as a spreadsheet counts: the header is row 1. In JSONL, the line.
    pub row: u32,
    /// The column or field; empty when the whole row is meant.
    pub column: String,
    /// What is wrong.
    pub code: RowErrorCode,
    /// The value as it stands in the file, cut to 80 letters.
    pub value: String,
}

impl RowError {
    pub(crate) fn new(row: u32, column: &str, code: RowErrorCode, value: &str) -> Self {
        Self { row, column: column.to_owned(), code, value: value.chars().take(VALUE_LENGTH_MAX).collect() }
    }

    /// The reason in a language.
    #[must_use]
    pub const fn reason(&self, locale: Locale) -> &'static str {
        let (vietnamese, english) = self.code.texts();
        match locale {
            Locale::Vi => vietnamese,
            Locale::En => english,
        }
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}, column {}: {} ({})", self.row, self.column, self.reason(Locale::En), self.value)
    }
}

/// What can be wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowErrorCode {
    /// The row or the value cannot be read at all.
    Malformed,
    /// A value that must be there is not.
    Missing,
    /// The text is too long, or the list has too many entries.
    TooLong,
    /// Not a whole number where one must be.
    NotANumber,
    /// A number outside its bounds.
    OutOfRange,
    /// Not one of the allowed words.
    UnknownValue,
    /// The check digit or the length of a barcode is wrong.
    BarcodeMalformed,
    /// The price is above the list price.
    PriceAboveListPrice,
    /// The SKU stands in the file twice.
    DuplicateSku,
    /// Rows of one product do not stand next to each other.
    ProductSplit,
    /// The SKU belongs to a product other than that of its neighbours.
    SkuOfOtherProduct,
    /// Another product has the slug.
    SlugTaken,
    /// Not a slug.
    SlugMalformed,
}

impl RowErrorCode {
    const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Malformed => ("không đọc được", "cannot be read"),
            Self::Missing => ("thiếu giá trị bắt buộc", "a required value is missing"),
            Self::TooLong => ("quá dài", "too long"),
            Self::NotANumber => ("không phải là số nguyên", "not a whole number"),
            Self::OutOfRange => ("số nằm ngoài giới hạn", "the number is out of range"),
            Self::UnknownValue => ("giá trị không được chấp nhận", "not one of the allowed values"),
            Self::BarcodeMalformed => ("mã vạch không phải EAN-13 hoặc UPC-A hợp lệ", "not a valid EAN-13 or UPC-A"),
            Self::PriceAboveListPrice => ("giá bán cao hơn giá niêm yết", "the price is above the list price"),
            Self::DuplicateSku => ("SKU xuất hiện hai lần trong tệp", "the SKU stands in the file twice"),
            Self::ProductSplit => {
                ("các dòng của một sản phẩm phải đứng liền nhau", "rows of one product must stand next to each other")
            }
            Self::SkuOfOtherProduct => ("SKU thuộc về sản phẩm khác", "the SKU belongs to another product"),
            Self::SlugTaken => ("sản phẩm khác đã dùng đường dẫn này", "another product has this slug"),
            Self::SlugMalformed => ("đường dẫn chỉ gồm a-z, 0-9 và dấu gạch nối", "not a slug of a-z, 0-9 and hyphens"),
        }
    }
}
