//! The query part of listing URLs: what shoppers filter by, in Vietnamese slugs, read and written.
//!
//! Reading never fails: what is not understood is left out, so that a link with a stranger's tracking keys still works.

use cholon_kernel::{Cursor, Money};
use cholon_search::model::{SearchRequest, Sort};
use cholon_webkit::pairs;

use crate::links;

/// The longest slug of a facet or of its value.
const SLUG_LENGTH_MAX: usize = 80;

/// Keys that others append to links and that are no facets.
const FOREIGN_KEYS: [&str; 8] = ["fbclid", "gclid", "ttclid", "msclkid", "zarsrc", "gbraid", "wbraid", "ref"];

/// Keys of listings that are no facets.
pub(crate) const KEYS: [&str; 15] = [
    "q",
    "bo",
    "nguyen-van",
    "danh-muc",
    "hang",
    "gia",
    "gia-tu",
    "gia-den",
    "danh-gia",
    "tinh-trang",
    "con-hang",
    "sap-xep",
    "sau",
    "sp",
    "phien-ban",
];

/// Orders and their slugs.
pub(crate) const SORTS: [(Sort, &str); 7] = [
    (Sort::Relevance, "phu-hop"),
    (Sort::Newest, "moi-nhat"),
    (Sort::BestSelling, "ban-chay"),
    (Sort::PriceAscending, "gia-tang"),
    (Sort::PriceDescending, "gia-giam"),
    (Sort::Discount, "giam-nhieu"),
    (Sort::Rating, "danh-gia"),
];

/// What a listing's URL asks for. Slugs, not ids: resolving them is the handler's part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ListingQuery {
    /// `q`: what was typed.
    pub(crate) text: String,
    /// `bo`: understood parts that were removed.
    pub(crate) without: Vec<String>,
    /// `nguyen-van`: the text exactly as typed.
    pub(crate) literal: bool,
    /// `danh-muc`: slug of a category; on search pages only.
    pub(crate) category: Option<String>,
    /// `hang`: slugs of brands.
    pub(crate) brands: Vec<String>,
    /// `gia`: the lowest price in đồng.
    pub(crate) price_min: Option<u64>,
    /// `gia`: the highest price in đồng.
    pub(crate) price_max: Option<u64>,
    /// `danh-gia`: at least this rating in hundredths of a star; the URL carries stars, as in `4.5`.
    pub(crate) rating_min: Option<u16>,
    /// `tinh-trang`: codes of conditions.
    pub(crate) conditions: Vec<String>,
    /// `con-hang`: only what can be bought now.
    pub(crate) in_stock: bool,
    /// Other keys: slugs of facets and of their values.
    pub(crate) facets: Vec<(String, Vec<String>)>,
    /// `sap-xep`: the order, when the shopper chose one.
    pub(crate) sort: Option<Sort>,
    /// `sau`: where the page starts.
    pub(crate) after: Option<Cursor>,
}

impl ListingQuery {
    /// Reads the query part of a URL.
    pub(crate) fn parse(query: &str) -> Self {
        let mut parsed = Self::default();
        for (key, value) in pairs(query) {
            parsed.accept(&key, value);
        }
        if matches!((parsed.price_min, parsed.price_max), (Some(min), Some(max)) if min > max) {
            std::mem::swap(&mut parsed.price_min, &mut parsed.price_max);
        }
        parsed
    }

    /// Whether this is what somebody typed, not a filter or a further page of its answer.
    pub(crate) fn is_new_question(&self) -> bool {
        *self == Self { text: self.text.clone(), ..Self::default() } && !self.text.is_empty()
    }

    fn accept(&mut self, key: &str, value: String) {
        match key {
            "q" => cut(value.trim(), SearchRequest::TEXT_LENGTH_MAX).clone_into(&mut self.text),
            "bo" => add(&mut self.without, value),
            "nguyen-van" => self.literal = value == "1",
            "danh-muc" => self.category = Some(value).filter(|slug| is_slug(slug)),
            "hang" => add_slug(&mut self.brands, value),
            "gia" => self.accept_price(&value),
            "gia-tu" => self.price_min = dong(&value).or(self.price_min),
            "gia-den" => self.price_max = dong(&value).or(self.price_max),
            "danh-gia" => self.rating_min = rating(&value),
            "tinh-trang" => add_slug(&mut self.conditions, value),
            "con-hang" => self.in_stock = value == "1",
            "sap-xep" => self.sort = SORTS.iter().find(|(_, slug)| *slug == value).map(|(sort, _)| *sort),
            "sau" => self.after = value.parse().ok(),
            facet if is_facet_key(facet) => self.accept_facet(facet, value),
            _ => {}
        }
    }

    fn accept_price(&mut self, value: &str) {
        let (min, max) = value.split_once('-').unwrap_or((value, ""));
        (self.price_min, self.price_max) = (dong(min), dong(max));
    }

    fn accept_facet(&mut self, key: &str, value: String) {
        if !is_slug(&value) {
            return;
        }
        match self.facets.iter_mut().find(|(known, _)| known == key) {
            Some((_, values)) => add_slug(values, value),
            None => self.facets.push((key.to_owned(), vec![value])),
        }
    }

    /// The pairs of the URL in their canonical order.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut push = |key: &str, value: String| pairs.push((key.to_owned(), value));
        if !self.text.is_empty() {
            push("q", self.text.clone());
        }
        self.without.iter().for_each(|token| push("bo", token.clone()));
        if self.literal {
            push("nguyen-van", "1".to_owned());
        }
        self.category.iter().for_each(|slug| push("danh-muc", slug.clone()));
        self.brands.iter().for_each(|slug| push("hang", slug.clone()));
        if let Some(price) = self.price() {
            push("gia", price);
        }
        self.rating_min.iter().for_each(|rating| push("danh-gia", stars(*rating)));
        self.conditions.iter().for_each(|code| push("tinh-trang", code.clone()));
        if self.in_stock {
            push("con-hang", "1".to_owned());
        }
        for (key, values) in &self.facets {
            for value in values {
                push(key, value.clone());
            }
        }
        if let Some((_, slug)) = self.sort.and_then(|sort| SORTS.iter().find(|(known, _)| *known == sort)) {
            push("sap-xep", (*slug).to_owned());
        }
        self.after.iter().for_each(|cursor| push("sau", cursor.to_string()));
        pairs
    }

    /// The price limits as the URL carries them.
    pub(crate) fn price(&self) -> Option<String> {
        let text = |bound: Option<u64>| bound.map(|dong| dong.to_string()).unwrap_or_default();
        (self.price_min.is_some() || self.price_max.is_some())
            .then(|| format!("{}-{}", text(self.price_min), text(self.price_max)))
    }

    /// The link to this listing at `path`.
    pub(crate) fn link(&self, path: &str) -> String {
        links::with_query(path, &self.pairs())
    }

    /// The listing with one thing changed; it starts at its first page again.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = Self { after: None, ..self.clone() };
        change(&mut changed);
        changed
    }

    /// Whether anything narrows, orders or pages the listing: such pages are not for search engines.
    pub(crate) fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The price limits in words: `5.000.000 ₫ – 10.000.000 ₫`.
    pub(crate) fn price_label(&self) -> Option<String> {
        let money = |dong: u64| Money::vnd(i64::try_from(dong).unwrap_or(i64::MAX)).to_string();
        match (self.price_min, self.price_max) {
            (None, None) => None,
            (Some(min), None) => Some(format!("≥ {}", money(min))),
            (None, Some(max)) => Some(format!("≤ {}", money(max))),
            (Some(min), Some(max)) => Some(format!("{} – {}", money(min), money(max))),
        }
    }
}

/// The text up to `max` bytes, cut at a letter.
fn cut(text: &str, max: usize) -> &str {
    &text[..text.floor_char_boundary(max)]
}

/// Digits with or without dots between thousands.
fn dong(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|letter| *letter != '.').collect();
    digits.parse().ok().filter(|dong| i64::try_from(*dong).is_ok())
}

/// Stars with at most one decimal as hundredths: `4.5` is 450.
fn rating(text: &str) -> Option<u16> {
    let (whole, tenth) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let digit = |text: &str| text.parse::<u16>().ok().filter(|digit| text.len() == 1 && *digit <= 9);
    let hundredths = digit(whole)? * 100 + digit(tenth)? * 10;
    (1..=500).contains(&hundredths).then_some(hundredths)
}

/// Hundredths of a star as the URL carries them.
pub(crate) fn stars(rating: u16) -> String {
    let tenth = rating % 100 / 10;
    if tenth == 0 { (rating / 100).to_string() } else { format!("{}.{tenth}", rating / 100) }
}

fn is_slug(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.len() <= SLUG_LENGTH_MAX && text.bytes().all(allowed)
}

/// Whether a key of a query can name a facet.
pub(crate) fn is_facet_key(key: &str) -> bool {
    is_slug(key) && !KEYS.contains(&key) && !FOREIGN_KEYS.contains(&key)
}

fn add_slug(values: &mut Vec<String>, value: String) {
    if is_slug(&value) {
        add(values, value);
    }
}

fn add(values: &mut Vec<String>, value: String) {
    if value.len() <= SearchRequest::TEXT_LENGTH_MAX && !values.contains(&value) {
        values.push(value);
    }
}

#[cfg(test)]
mod tests;
