//! A catalogue over a fresh database, and sources to import.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use cholon_catalog::Catalog;
use cholon_catalog::import::{ImportError, ImportMode, ImportOptions, ImportReport, ImportSource};
use cholon_database::Database;
use cholon_kernel::{Actor, SystemClock};
use cholon_storage::FolderStore;
use cholon_testkit::TestDatabase;

pub(crate) struct Shop {
    pub(crate) catalog: Catalog,
    pub(crate) database: Database,
    pub(crate) folder: tempfile::TempDir,
    _lent: TestDatabase,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let lent = cholon_testkit::database().await;
        let database = lent.database();
        let folder = tempfile::tempdir().unwrap();
        let files = Arc::new(FolderStore::new(folder.path().join("media")));
        let catalog = Catalog::new(database.clone(), files, Arc::new(SystemClock));
        Self { catalog, database, folder, _lent: lent }
    }

    pub(crate) async fn import(&self, content: &str) -> ImportReport {
        self.import_as(content, ImportMode::AllOrNothing).await.unwrap()
    }

    pub(crate) async fn import_as(&self, content: &str, mode: ImportMode) -> Result<ImportReport, ImportError> {
        self.catalog.import(&source(content), &options(mode), &|_| ()).await
    }

    pub(crate) async fn import_file(&self, path: &Path) -> ImportReport {
        let source = ImportSource::File(path.to_owned());
        self.catalog.import(&source, &options(ImportMode::AllOrNothing), &|_| ()).await.unwrap()
    }

    /// One number out of the database.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(self.database.pool()).await.unwrap()
    }
}

pub(crate) fn source(content: &str) -> ImportSource {
    ImportSource::Bytes { name: "test".into(), content: Bytes::copy_from_slice(content.as_bytes()) }
}

pub(crate) fn options(mode: ImportMode) -> ImportOptions {
    ImportOptions { is_dry_run: false, mode, actor: Actor::Operator("test".into()) }
}

/// A table of `count` plain products.
pub(crate) fn table(count: u32) -> String {
    let rows = (0..count).map(|number| format!("S{number},Cáp sạc số {number},Phụ kiện > Cáp,{}\n", 1000 + number));
    std::iter::once("sku,name,category,price_vnd\n".to_owned()).chain(rows).collect()
}

/// A product that uses everything the format has.
pub(crate) const RICH: &str = concat!(
    r#"{"product":"may-tinh-x1","name":"Máy tính \"X1\", bản 2026","name_en":"X1 computer","category":["Máy tính","Laptop"],"#,
    r#""brand":"Chợ Lớn","status":"active","condition":"grade-a","price_unit":"day","is_featured":true,"tags":["mới","rẻ"],"#,
    r#""short_description":"Dòng một\nDòng hai","short_description_en":"One","description_html":"<p>a &amp; b</p>","#,
    r#""description_html_en":"<p>c</p>","seo_title":"=1+1","seo_description":"x","#,
    r#""specs":[{"group":"Màn hình","name":"Kích thước","value":"14","unit":"inch"},{"group":"Bộ nhớ","name":"RAM","value":"16","unit":"GB"}],"#,
    r#""attrs":{"ram_gb":16,"screen_inch":14.5,"wireless":true},"notes":{"source":"test"},"rating_avg":4.75,"#,
    r#""review_count":3,"sold_count":9,"published_at":"2026-01-02T03:04:05.123456789Z","variants":["#,
    r#"{"sku":"X1-D","attributes":[{"name":"Màu sắc","value":"Đen"}],"price_vnd":9000000,"list_price_vnd":10000000,"#,
    r#""barcode":"4006381333931","weight_g":1200,"dimensions_mm":[300,200,15],"available":0,"is_active":true},"#,
    r#"{"sku":"00123","attributes":{"Màu sắc":"Bạc"},"price_vnd":9500000,"available":7,"is_active":true},"#,
    r#"{"sku":"X1-O","price_vnd":1,"is_active":false}]}"#,
    "\n"
);
