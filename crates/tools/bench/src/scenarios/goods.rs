//! Which addresses are measured: found by asking the API, so that any goods will do.

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::load::{Connection, Request};

/// Addresses of one kind of page and of the same as JSON.
#[derive(Debug)]
pub(crate) struct Address {
    /// What it shows.
    pub(crate) name: &'static str,
    /// The page.
    pub(crate) page: String,
    /// The JSON.
    pub(crate) json: String,
}

/// Everything that has pages of a kind.
#[derive(Debug, Deserialize)]
struct List<T> {
    items: Vec<T>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Category {
    slug: String,
    product_count: u32,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Product {
    slug: String,
    page_path: String,
}

/// The home page, the largest category and a product of it.
pub(crate) async fn addresses(port: u16) -> anyhow::Result<[Address; 3]> {
    let mut connection = Connection::open(port).await?;
    let categories: List<Category> = read(&mut connection, "/v1/categories").await?;
    let category = categories.items.into_iter().max_by_key(|category| category.product_count);
    let category = category.context("the shop has no categories")?.slug;
    let listing = format!("/v1/categories/{category}/products");
    let products: List<Product> = read(&mut connection, &listing).await?;
    let product = products.items.into_iter().next().context("the shop has no products")?;
    Ok([
        Address { name: "home", page: "/".to_owned(), json: "/v1/products".to_owned() },
        Address { name: "category", page: format!("/{category}"), json: listing },
        Address { name: "product", page: product.page_path, json: format!("/v1/products/{}", product.slug) },
    ])
}

async fn read<T: DeserializeOwned>(connection: &mut Connection, path: &str) -> anyhow::Result<T> {
    let (answer, body) = connection.fetch(&Request::plain(path)).await?;
    ensure!(answer.status == 200, "{path} was answered with {}", answer.status);
    serde_json::from_str(&body).with_context(|| format!("{path} is not what was expected"))
}
