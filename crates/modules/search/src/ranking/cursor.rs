//! Cursors: the place of the last hit of a page, as text.

use cholon_kernel::Cursor;

use crate::model::Sort;

/// A hit's place in an order: smaller comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The order's value, turned so that smaller comes first.
    pub(crate) value: u64,
    /// The product, so that no two hits share a place.
    pub(crate) id: u128,
}

const fn letter(sort: Sort) -> char {
    match sort {
        Sort::Relevance => 'r',
        Sort::Newest => 'n',
        Sort::PriceAscending => 'a',
        Sort::PriceDescending => 'd',
        Sort::BestSelling => 'b',
        Sort::Rating => 's',
        Sort::Discount => 'g',
    }
}

/// The cursor of a place.
pub(crate) fn write(sort: Sort, place: Place) -> Option<Cursor> {
    Cursor::new(format!("{}{:x}-{:x}", letter(sort), place.value, place.id)).ok()
}

/// The place of a cursor that [`write`] made for the same order.
pub(crate) fn read(sort: Sort, cursor: &Cursor) -> Option<Place> {
    let text = cursor.as_str().strip_prefix(letter(sort))?;
    let (value, id) = text.split_once('-')?;
    Some(Place { value: u64::from_str_radix(value, 16).ok()?, id: u128::from_str_radix(id, 16).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_only_fits_its_own_order() {
        let place = Place { value: u64::MAX - 3, id: u128::MAX };
        let cursor = write(Sort::Newest, place).unwrap();
        assert_eq!(read(Sort::Newest, &cursor), Some(place));
        assert_eq!(read(Sort::Rating, &cursor), None);
        assert_eq!(read(Sort::Newest, &Cursor::new("nonsense").unwrap()), None);
    }
}
