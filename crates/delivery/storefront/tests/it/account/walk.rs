//! Every address of the shop says who may ask for it: an account's pages are for who is logged in, the rest is in a
//! table here. An address that is in neither fails the test.

use std::collections::BTreeSet;
use std::path::Path;

use cholon_identity::address::NewAddress;
use cholon_places::{Places, System};
use http::StatusCode;

use super::house::{House, Person};

/// Below it everything is somebody's own.
const ACCOUNT: &str = "/tai-khoan";
/// What anybody may ask for. The cart shows what belongs to the cookie of who asks, and nothing without one.
const PUBLIC: [&str; 30] = [
    "/",
    "/en/",
    "/media/{file}",
    "/robots.txt",
    "/manifest.webmanifest",
    "/sitemap.xml",
    "/sitemap/{file}",
    "/tim-kiem",
    "/khuyen-mai",
    "/so-sanh",
    "/manh/goi-y",
    "/manh/the-san-pham",
    "/{category}",
    "/{category}/{product}",
    "/dang-nhap",
    "/dang-xuat",
    "/dang-nhap/{provider}",
    "/dang-nhap/{provider}/ve",
    "/dang-ky",
    "/dang-ky/ma",
    "/dang-ky/gui-lai",
    "/quen-mat-khau",
    "/dat-lai-mat-khau",
    "/xoa-du-lieu/{code}",
    "/gio-hang",
    "/gio-hang/them",
    "/gio-hang/dong",
    "/gio-hang/su-kien",
    "/manh/gio-hang",
    "/manh/gio-hang-trang",
];

/// The addresses in the sources, with the methods they answer.
fn routes() -> BTreeSet<(String, &'static str)> {
    let mut found = BTreeSet::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages"), &mut found);
    found
}

fn collect(folder: &Path, found: &mut BTreeSet<(String, &'static str)>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            collect(&entry.path(), found);
            continue;
        }
        let source = std::fs::read_to_string(entry.path()).unwrap();
        for route in source.split(".route(").skip(1) {
            let (path, handlers) = route.split_once(',').unwrap();
            let handlers = handlers.trim_start().lines().next().unwrap_or_default();
            let methods = ["get", "post"].into_iter().filter(|method| handlers.contains(&format!("{method}(")));
            found.extend(methods.map(|method| (named(path.trim()), method)));
        }
    }
}

/// A path as it is written, or what the constant in its place says.
fn named(path: &str) -> String {
    match path {
        "PATH" => "/gio-hang",
        "code_page::CODE_PATH" => "/tai-khoan/ho-so/lien-he/ma",
        "code_page::RESEND_PATH" => "/tai-khoan/ho-so/lien-he/gui-lai",
        "policy.path()" => "/{category}",
        path => path.trim_matches('"'),
    }
    .to_owned()
}

#[test]
fn every_address_says_who_may_ask_for_it() {
    let routes = routes();
    assert!(routes.len() > 45, "the addresses are found: {routes:?}");
    let is_declared = |path: &str| path.starts_with(ACCOUNT) || PUBLIC.contains(&path);
    let undeclared: Vec<_> = routes.iter().filter(|(path, _)| !is_declared(path)).collect();
    assert!(undeclared.is_empty(), "add to the table who may ask for {undeclared:?}");
}

#[test]
fn no_category_takes_an_address_of_the_shop() {
    let routes = routes();
    let first = routes.iter().filter_map(|(path, _)| path.split('/').nth(1)).filter(|part| !part.contains(['{', '.']));
    let free: BTreeSet<_> = first.filter(|part| !part.is_empty() && !cholon_catalog::is_reserved_slug(part)).collect();
    assert!(free.is_empty(), "reserve the slugs {free:?}");
}

#[tokio::test]
async fn an_account_is_shown_to_who_is_logged_in_alone() {
    let house = House::open().await;
    for (path, method) in routes().into_iter().filter(|(path, _)| path.starts_with(ACCOUNT)) {
        let path = path.replace("{id}", "0190a000-0000-7000-8000-000000000001").replace("{provider}", "zalo");
        let told = if method == "get" { house.get(None, &path).await } else { house.post_as_nobody(&path).await };
        assert!(told.location().starts_with("/dang-nhap?next="), "{method} {path} leads to {}", told.location());
    }
}

#[tokio::test]
async fn what_is_somebody_elses_is_not_there() {
    let house = House::open().await;
    let (an, binh) = (house.person("an@example.vn").await, house.person("binh@example.vn").await);
    let address = address_of(&house, &an).await;
    let session = house.identity.sessions(an.id).await.unwrap()[0].id.to_string();
    let foreign = routes().into_iter().filter(|(path, _)| path.starts_with(ACCOUNT) && path.contains("{id}"));
    let mut count = 0;
    for (path, method) in foreign {
        let id = if path.contains("/thiet-bi/") { &session } else { &address };
        let path = path.replace("{id}", id);
        let fields = ADDRESS_FORM;
        let told =
            if method == "get" { house.get(Some(&binh), &path).await } else { house.post(&binh, &path, &fields).await };
        assert_eq!(told.status, StatusCode::NOT_FOUND, "{method} {path}");
        count += 1;
    }
    assert!(count >= 5, "{count}");
    assert_eq!(house.identity.addresses(an.id).await.unwrap().len(), 1);
    assert_eq!(house.identity.sessions(an.id).await.unwrap().len(), 1);
}

/// A form that would be taken, so that nothing but the owner stands in its way.
const ADDRESS_FORM: [(&str, &str); 6] = [
    ("recipient", "Nguyễn Văn Bình"),
    ("phone", "0912345678"),
    ("system", "2025"),
    ("province", "01"),
    ("ward", "00004"),
    ("line1", "12 Phan Đình Phùng"),
];

async fn address_of(house: &House, person: &Person) -> String {
    let ward = Places::embedded().wards_of_province("01").unwrap()[0].code;
    let new = NewAddress {
        recipient: "Nguyễn Văn An".to_owned(),
        phone: "0912345678".to_owned(),
        system: System::TwoLevel,
        province_code: "01".to_owned(),
        district_code: None,
        ward_code: ward.to_owned(),
        line1: "1 Hùng Vương".to_owned(),
        is_shipping_default: true,
        is_billing_default: true,
    };
    house.identity.add_address(person.id, &new).await.unwrap().id.to_string()
}
