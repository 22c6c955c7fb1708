//! Filling an empty shop: products first, then their pictures.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;
use bytes::Bytes;
use cholon_catalog::Catalog;
use cholon_catalog::import::{ImportMode, ImportOptions, ImportSource};
use cholon_catalog::media::Attachment;
use cholon_kernel::text::slugify;
use cholon_kernel::{Actor, MediaId, ProductId};
use resvg::{tiny_skia, usvg};
use tokio::task::JoinSet;

use crate::categories::{ENGLISH, SECTIONS};
use crate::drawing::{Subject, draw};
use crate::expand::{DemoProduct, products};

/// Width and height of a drawn picture in pixels.
const PICTURE_PIXELS: u32 = 800;
/// Pictures of one product at most; further colours have none of their own.
const PICTURES_PER_PRODUCT_MAX: usize = 3;
/// Pictures drawn and stored at once.
const PICTURES_PER_BATCH: usize = 32;
/// Attachments written at once.
const ATTACHMENTS_PER_BATCH: usize = 500;
/// The product whose pictures are attached last: when it has one, nothing is left to do.
const WALK_PAGE: u32 = 5_000;

/// What seeding did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Products added.
    pub products: usize,
    /// Pictures drawn.
    pub pictures: usize,
}

/// Fills an empty shop with goods and pictures; does nothing in a shop that has goods of its own, and goes on where an
/// earlier call was interrupted. `progress` hears how many products and pictures are done.
pub async fn seed(catalog: &Catalog, progress: &(dyn Fn(u64) + Send + Sync)) -> anyhow::Result<Summary> {
    let goods = products()?;
    let known = ids_by_slug(catalog).await?;
    let is_ours = goods.iter().all(|product| known.contains_key(&product.sheet.product));
    if !known.is_empty() && (!is_ours || known.len() != goods.len()) && !is_interrupted(&known, &goods) {
        return Ok(Summary::default());
    }
    let mut summary = Summary::default();
    if !is_ours {
        import(catalog, &goods, progress).await?;
        describe_categories(catalog).await?;
        summary.products = goods.len();
    }
    let ids = ids_by_slug(catalog).await?;
    if is_ours && has_pictures(catalog, &ids, &goods).await? {
        return Ok(summary);
    }
    summary.pictures = attach_pictures(catalog, &goods, &ids, progress).await?;
    Ok(summary)
}

/// Whether all goods of the shop are ours, but some are missing.
fn is_interrupted(known: &BTreeMap<String, ProductId>, goods: &[DemoProduct]) -> bool {
    let ours: std::collections::HashSet<&str> = goods.iter().map(|product| product.sheet.product.as_str()).collect();
    known.keys().all(|slug| ours.contains(slug.as_str()))
}

async fn import(
    catalog: &Catalog,
    goods: &[DemoProduct],
    progress: &(dyn Fn(u64) + Send + Sync),
) -> anyhow::Result<()> {
    let mut content = Vec::new();
    for product in goods {
        serde_json::to_writer(&mut content, &product.sheet)?;
        content.push(b'\n');
    }
    let source = ImportSource::Bytes { name: "demo".to_owned(), content: content.into() };
    let options = ImportOptions { is_dry_run: false, mode: ImportMode::AllOrNothing, actor: Actor::System };
    let report = catalog.import(&source, &options, &|done| progress(u64::from(done.rows_done))).await?;
    anyhow::ensure!(report.is_accepted, "demo goods are refused: {:?}", report.errors.first());
    Ok(())
}

/// Gives categories their English names, their order and the specs of their products.
async fn describe_categories(catalog: &Catalog) -> anyhow::Result<()> {
    let tree = catalog.category_tree().await?;
    for category in tree.nodes.values() {
        let name: &str = &category.link.name;
        let place = ENGLISH.iter().position(|(vietnamese, _)| *vietnamese == name);
        let english = place.map(|place| ENGLISH[place].1);
        let order = place.and_then(|place| i32::try_from(place).ok()).unwrap_or(i32::MAX);
        let section = SECTIONS.iter().find(|section| section.leaf.unwrap_or(section.root) == name);
        let template = section.map(super::categories::Section::template).unwrap_or_default();
        catalog.describe_category(&category.link.slug, english, order, &template).await?;
    }
    Ok(())
}

async fn ids_by_slug(catalog: &Catalog) -> anyhow::Result<BTreeMap<String, ProductId>> {
    let mut ids = BTreeMap::new();
    let mut after = None;
    loop {
        let page = catalog.sitemap_page(after, WALK_PAGE).await?;
        let Some(last) = page.last() else { return Ok(ids) };
        after = Some(last.id);
        ids.extend(page.into_iter().map(|entry| (entry.slug.clone(), entry.id)));
    }
}

/// Pictures are attached in the order of the goods, so the last product tells.
async fn has_pictures(
    catalog: &Catalog,
    ids: &BTreeMap<String, ProductId>,
    goods: &[DemoProduct],
) -> anyhow::Result<bool> {
    let Some(id) = goods.last().and_then(|product| ids.get(&product.sheet.product)) else { return Ok(true) };
    Ok(catalog.cards(&[*id]).await?.iter().all(|card| card.picture.is_some()))
}

/// Draws each different picture once, and gives it to the products that show it.
async fn attach_pictures(
    catalog: &Catalog,
    goods: &[DemoProduct],
    ids: &BTreeMap<String, ProductId>,
    progress: &(dyn Fn(u64) + Send + Sync),
) -> anyhow::Result<usize> {
    let mut drawings: BTreeMap<String, String> = BTreeMap::new();
    let mut wanted = Vec::new();
    for product in goods {
        for (position, colour) in product.colours.iter().take(PICTURES_PER_PRODUCT_MAX).enumerate() {
            let svg = draw(&Subject { category: &product.sheet.category, name: &product.sheet.name, colour });
            let kind = product.sheet.category.last().cloned().unwrap_or_default();
            drawings.entry(svg.clone()).or_insert_with(|| format!("{kind}, màu {}", colour.to_lowercase()));
            wanted.push((product, position, svg));
        }
    }
    let stored = store(catalog, drawings, progress).await?;
    let mut attachments = Vec::with_capacity(wanted.len());
    for (product, position, svg) in wanted {
        let id = ids.get(&product.sheet.product).context("an imported product has an id")?;
        attachments.push(Attachment {
            product_id: *id,
            media_id: *stored.get(&svg).context("a drawn picture was stored")?,
            variant_id: None,
            position: u32::try_from(position)?,
            alt: product.sheet.name.clone(),
        });
    }
    for batch in attachments.chunks(ATTACHMENTS_PER_BATCH) {
        catalog.attach_pictures(batch).await?;
    }
    picture_categories(catalog, goods, &stored).await?;
    Ok(stored.len())
}

async fn store(
    catalog: &Catalog,
    drawings: BTreeMap<String, String>,
    progress: &(dyn Fn(u64) + Send + Sync),
) -> anyhow::Result<BTreeMap<String, MediaId>> {
    let drawings: Vec<(String, String)> = drawings.into_iter().collect();
    let mut stored = BTreeMap::new();
    for batch in drawings.chunks(PICTURES_PER_BATCH) {
        let pictures = render_all(batch).await?;
        for ((svg, _), answer) in batch.iter().zip(catalog.store_pictures(pictures).await) {
            stored.insert(svg.clone(), answer?);
        }
        progress(stored.len() as u64);
    }
    Ok(stored)
}

/// Renders on all cores; the pictures are in the order of the drawings.
async fn render_all(batch: &[(String, String)]) -> anyhow::Result<Vec<(Bytes, String)>> {
    let mut tasks = JoinSet::new();
    for (place, (svg, alt)) in batch.iter().cloned().enumerate() {
        tasks.spawn_blocking(move || render(&svg).map(|png| (place, png, alt)));
    }
    let mut rendered = Vec::with_capacity(batch.len());
    while let Some(done) = tasks.join_next().await {
        rendered.push(done??);
    }
    rendered.sort_by_key(|(place, ..)| *place);
    Ok(rendered.into_iter().map(|(_, png, alt)| (png, alt)).collect())
}

fn render(svg: &str) -> anyhow::Result<Bytes> {
    let options = usvg::Options { fontdb: Arc::default(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options)?;
    let mut canvas = tiny_skia::Pixmap::new(PICTURE_PIXELS, PICTURE_PIXELS).context("a canvas has an area")?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut canvas.as_mut());
    Ok(canvas.encode_png()?.into())
}

/// A category shows the first picture of its first product.
async fn picture_categories(
    catalog: &Catalog,
    goods: &[DemoProduct],
    stored: &BTreeMap<String, MediaId>,
) -> anyhow::Result<()> {
    let tree = catalog.category_tree().await?;
    for category in tree.nodes.values().filter(|category| category.picture.is_none()) {
        let name: &str = &category.link.name;
        let first = goods.iter().find(|product| product.sheet.category.iter().any(|part| part == name));
        let Some(product) = first else { continue };
        let colour = product.colours.first().map_or("", String::as_str);
        let svg = draw(&Subject { category: &product.sheet.category, name: &product.sheet.name, colour });
        if let Some(media) = stored.get(&svg) {
            catalog.set_category_picture(&category.link.slug, *media).await?;
        }
    }
    debug_assert!(tree.at(&slugify("Điện thoại")).is_some(), "the first category has the slug of its name");
    Ok(())
}
