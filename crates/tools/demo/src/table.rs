//! The tables of `demo/catalog`: one line a model.

use anyhow::{Context as _, bail};

/// One model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Model {
    pub(crate) brand: String,
    /// With `{}`, each option is a product of its own and its value takes that place.
    pub(crate) name: String,
    /// Value and price in đồng of each option.
    pub(crate) options: Vec<(String, i64)>,
    pub(crate) colours: Vec<String>,
    /// Discount against the list price in percent.
    pub(crate) discount: i64,
    /// Values in the order of the category's template.
    pub(crate) specs: Vec<String>,
}

/// Reads a table: brand, name, options, colours, discount, specs, separated by tabs.
pub(crate) fn read(text: &str) -> anyhow::Result<Vec<Model>> {
    text.lines().map(|line| model(line).with_context(|| line.to_owned())).collect()
}

fn model(line: &str) -> anyhow::Result<Model> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [brand, name, options, colours, discount, specs] = fields[..] else { bail!("a model has six fields") };
    Ok(Model {
        brand: brand.to_owned(),
        name: name.to_owned(),
        options: options.split(';').map(option).collect::<anyhow::Result<_>>()?,
        colours: colours.split(',').map(ToOwned::to_owned).collect(),
        discount: discount.parse()?,
        specs: specs.split('|').map(ToOwned::to_owned).collect(),
    })
}

/// An option such as `128 GB=19990`; prices are in thousands of đồng.
fn option(text: &str) -> anyhow::Result<(String, i64)> {
    let (value, price) = text.rsplit_once('=').context("an option has a price")?;
    Ok((value.to_owned(), price.parse::<i64>()? * 1_000))
}
