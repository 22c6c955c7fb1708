//! Categories and brands by what files call them; the missing ones are created.

use std::collections::{HashMap, HashSet};

use cholon_kernel::text::{fold, slugify};
use cholon_kernel::{BrandId, CategoryId, Clock};
use sqlx::PgConnection;

use crate::error::CatalogError;
use crate::slug::free_slug;
use crate::store::directory::{self, CategoryKey};

/// Names and slugs of one import; small beside the products.
pub(crate) struct Directory {
    categories: HashMap<(Option<CategoryId>, String), (CategoryId, String)>,
    brands: HashMap<String, BrandId>,
    category_slugs: HashSet<String>,
    brand_slugs: HashSet<String>,
    /// Categories created since this was last asked.
    created_categories: usize,
}

impl Directory {
    /// What the database knows.
    pub(crate) async fn load(connection: &mut PgConnection) -> Result<Self, CatalogError> {
        let old_slugs: HashSet<String> = directory::old_slugs(connection).await?.into_iter().collect();
        let mut loaded = Self {
            categories: HashMap::new(),
            brands: HashMap::new(),
            category_slugs: old_slugs.clone(),
            brand_slugs: old_slugs,
            created_categories: 0,
        };
        for key in directory::categories(connection).await? {
            loaded.category_slugs.insert(key.slug.clone());
            loaded.categories.insert((key.parent_id, key.name), (key.id, key.slug));
        }
        for (id, name, slug) in directory::brands(connection).await? {
            loaded.brands.insert(brand_key(&name), id);
            loaded.brand_slugs.insert(slug);
        }
        Ok(loaded)
    }

    /// The category at a path of names, root first.
    pub(crate) async fn category(
        &mut self,
        connection: &mut PgConnection,
        path: &[String],
        clock: &dyn Clock,
    ) -> Result<Option<CategoryId>, CatalogError> {
        let mut parent: Option<(CategoryId, String)> = None;
        for name in path {
            let parent_id = parent.as_ref().map(|(id, _)| *id);
            let known = self.categories.get(&(parent_id, name.clone())).cloned();
            let node = match known {
                Some(node) => node,
                None => self.create_category(connection, parent.as_ref(), name, clock).await?,
            };
            parent = Some(node);
        }
        Ok(parent.map(|(id, _)| id))
    }

    async fn create_category(
        &mut self,
        connection: &mut PgConnection,
        parent: Option<&(CategoryId, String)>,
        name: &str,
        clock: &dyn Clock,
    ) -> Result<(CategoryId, String), CatalogError> {
        let context = parent.map_or("", |(_, slug)| slug.as_str());
        let slug = free_slug(name, context, |slug| self.category_slugs.contains(slug));
        let parent_id = parent.map(|(id, _)| *id);
        let key = CategoryKey { id: CategoryId::new(clock), parent_id, name: name.to_owned(), slug };
        directory::insert_category(connection, &key).await?;
        self.created_categories += 1;
        self.category_slugs.insert(key.slug.clone());
        self.categories.insert((parent_id, key.name), (key.id, key.slug.clone()));
        Ok((key.id, key.slug))
    }

    /// The brand of a name, however it is spelt; the first spelling names it.
    pub(crate) async fn brand(
        &mut self,
        connection: &mut PgConnection,
        name: &str,
        clock: &dyn Clock,
    ) -> Result<BrandId, CatalogError> {
        if let Some(id) = self.brands.get(&brand_key(name)) {
            return Ok(*id);
        }
        let slug = free_slug(name, "thuong-hieu", |slug| self.brand_slugs.contains(slug));
        let id = BrandId::new(clock);
        directory::insert_brand(connection, id, name, &slug).await?;
        self.brand_slugs.insert(slug);
        self.brands.insert(brand_key(name), id);
        Ok(id)
    }

    /// Whether categories were created since this was last asked.
    pub(crate) fn take_created(&mut self) -> bool {
        std::mem::take(&mut self.created_categories) > 0
    }
}

/// What two spellings of one brand have in common.
fn brand_key(name: &str) -> String {
    Some(slugify(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| fold(name))
}
