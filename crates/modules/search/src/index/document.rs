//! A product as the fields of the index.

use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::schema::{Fields, SEPARATOR, Slot};
use crate::analysis::{Token, hash, postings_of, title_head, tokenize};
use crate::model::IndexDocument;
use cholon_kernel::text::slugify;

/// Bytes of a description that are indexed.
const PROSE_BYTES_MAX: usize = 2_000;
/// Bytes of the title that suggestions show.
const TITLE_BYTES_MAX: usize = 200;
/// Tokens of the longest title beginning that is suggested.
const HEAD_TOKENS_MAX: usize = 4;
/// Filterable values of one product.
const FACETS_MAX: usize = 40;
/// Depth of the category tree that is indexed.
const DEPTH_MAX: usize = 12;

/// Bit of [`Row::flags`](super::Row) for what can be bought now.
pub(super) const IN_STOCK: u64 = 1;
/// Bit for what staff put forward.
pub(super) const FEATURED: u64 = 2;

/// The fields of `product`.
pub(super) fn index_fields(fields: &Fields, product: &IndexDocument) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    add_words(&mut document, fields, product);
    add_heads(&mut document, fields.heads, &product.name);
    add_numbers(&mut document, fields, product);
    add_columns(&mut document, fields, product);
    document
}

fn words(tokens: &[Token]) -> String {
    tokens.iter().flat_map(postings_of).collect::<Vec<_>>().join(" ")
}

fn add_words(document: &mut TantivyDocument, fields: &Fields, product: &IndexDocument) {
    let name = tokenize(&product.name);
    let slot = |slot: Slot| fields.slots[slot as usize];
    document.add_text(slot(Slot::Name), words(&name));
    let exact: Vec<String> = name.iter().map(Token::exact).collect();
    document.add_text(slot(Slot::Exact), exact.join(" "));
    let mut pairs = pairs_of(&name);
    if let Some((leaf, above)) = product.category_path.split_last() {
        let leaf = tokenize(&leaf.1);
        pairs.extend(pairs_of(&leaf));
        document.add_text(slot(Slot::Leaf), words(&leaf));
        let above: Vec<&str> = above.iter().map(|(_, name)| name.as_str()).collect();
        document.add_text(slot(Slot::Path), words(&tokenize(&above.join(" | "))));
    }
    document.add_text(fields.pairs, pairs.join(" "));
    if let Some((_, brand)) = &product.brand {
        document.add_text(slot(Slot::Brand), words(&tokenize(brand)));
    }
    document.add_text(slot(Slot::Sheet), sheet(product));
    document.add_text(slot(Slot::Prose), words(&tokenize(cut(&product.description, PROSE_BYTES_MAX))));
}

fn pairs_of(tokens: &[Token]) -> Vec<String> {
    tokens.windows(2).map(|pair| format!("{}_{}", pair[0].folded, pair[1].folded)).collect()
}

/// SKUs and models whole and in parts, specs and tags.
fn sheet(product: &IndexDocument) -> String {
    let mut found = String::new();
    for sku in &product.skus {
        let parts = tokenize(sku);
        let whole: String = parts.iter().map(|part| part.folded.as_str()).collect();
        found.push_str(&whole);
        found.push(' ');
        found.push_str(&words(&parts));
        found.push(' ');
    }
    for (label, value) in &product.specs {
        found.push_str(&words(&tokenize(&format!("{label}: {value}"))));
        found.push(' ');
    }
    for facet in &product.facets {
        found.push_str(&words(&tokenize(&facet.value)));
        found.push(' ');
    }
    for tag in &product.tags {
        found.push_str(&words(&tokenize(tag)));
        found.push(' ');
    }
    found
}

/// The title's beginnings of two and more words: what people type first.
fn add_heads(document: &mut TantivyDocument, field: Field, name: &str) {
    let head = title_head(name);
    let mut folded = String::new();
    let mut shown = String::new();
    for (count, token) in head.iter().take(HEAD_TOKENS_MAX).enumerate() {
        if count > 0 {
            folded.push(' ');
            shown.push(' ');
        }
        folded.push_str(&token.folded);
        shown.push_str(&token.readable);
        if count > 0 {
            document.add_text(field, format!("{folded}{SEPARATOR}{shown}"));
        }
    }
}

fn add_numbers(document: &mut TantivyDocument, fields: &Fields, product: &IndexDocument) {
    let (high, low) = product.id.as_uuid().as_u64_pair();
    document.add_bytes(fields.id, product.id.as_uuid().as_bytes());
    document.add_u64(fields.id_high, high);
    document.add_u64(fields.id_low, low);
    for token in title_head(&product.name) {
        document.add_u64(fields.tokens, u64::from(hash(&token.folded)));
    }
    let flags = if product.in_stock { IN_STOCK } else { 0 } | if product.is_featured { FEATURED } else { 0 };
    document.add_u64(fields.price, product.price_vnd);
    document.add_u64(fields.list_price, product.list_price_vnd);
    document.add_u64(fields.sold, u64::from(product.sold_count));
    document.add_u64(fields.reviews, u64::from(product.review_count));
    document.add_u64(fields.rating, u64::from(product.rating));
    document.add_u64(fields.flags, flags);
    document.add_u64(fields.published, u64::try_from(product.published_at.as_millisecond()).unwrap_or(0));
}

fn add_columns(document: &mut TantivyDocument, fields: &Fields, product: &IndexDocument) {
    document.add_text(fields.condition, &product.condition);
    document.add_text(fields.title, cut(&product.name, TITLE_BYTES_MAX));
    if let Some(sku) = product.skus.first() {
        document.add_text(fields.sku, cut(sku, TITLE_BYTES_MAX));
    }
    if let Some((id, name)) = &product.brand {
        document.add_text(fields.brand_key, format!("{id}{SEPARATOR}{name}"));
    }
    let mut parent = String::new();
    for (depth, (id, name)) in product.category_path.iter().take(DEPTH_MAX).enumerate() {
        let value = format!("{depth:02}{SEPARATOR}{id}{SEPARATOR}{parent}{SEPARATOR}{name}");
        document.add_text(fields.categories, value);
        parent = id.to_string();
    }
    for facet in product.facets.iter().take(FACETS_MAX) {
        let slug = slugify(&facet.value);
        let value = cut(&facet.value, TITLE_BYTES_MAX);
        let text = format!("{}{SEPARATOR}{slug}{SEPARATOR}{}{SEPARATOR}{value}", facet.key, facet.label);
        document.add_text(fields.facets, text);
    }
}

/// The first `bytes_max` bytes of `text`, cut at a letter.
pub(crate) fn cut(text: &str, bytes_max: usize) -> &str {
    if text.len() <= bytes_max {
        return text;
    }
    let end = (0..=bytes_max).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}
