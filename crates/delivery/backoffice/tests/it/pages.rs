//! Every page in both languages: structure, headers, statements, the outbox, language and light.

use cholon_kernel::Locale;
use cholon_notification::{Channel, NewMessage};
use http::StatusCode;

use crate::support::{Browser, House};

/// The most statements of one page.
const STATEMENTS_MAX: usize = 3;

async fn message(house: &House, subject: &str, body: &str, is_secret: bool) -> String {
    let mut tx = house.test.database().begin().await.unwrap();
    let new = NewMessage {
        channel: Channel::Email,
        recipient: "an@example.vn".to_owned(),
        locale: Locale::Vi,
        subject: subject.to_owned(),
        body: body.to_owned(),
        is_secret,
    };
    let id = house.notifications.send(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    format!("/admin/tin-gui/{id}")
}

#[tokio::test]
async fn every_page_has_its_structure_in_both_languages_within_its_statements() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    house.role("Kho hàng", &[]).await;
    let clerk = house.staff("kho@example.vn", "Đỗ Văn Kho", "Kho hàng").await;
    let role = house.identity.roles().await.unwrap()[1].id;
    let message = message(&house, "Chào bạn", "Xin chào!", false).await;
    let pages = [
        "/admin".to_owned(),
        "/admin/nguoi-dung".to_owned(),
        "/admin/nguoi-dung?loai=nhan-vien&tim=kho".to_owned(),
        "/admin/nguoi-dung/moi".to_owned(),
        format!("/admin/nguoi-dung/{clerk}"),
        format!("/admin/nguoi-dung/{clerk}/vai-tro"),
        format!("/admin/nguoi-dung/{clerk}/khoa"),
        "/admin/vai-tro".to_owned(),
        "/admin/vai-tro/moi".to_owned(),
        format!("/admin/vai-tro/{role}"),
        format!("/admin/vai-tro/{role}/xoa"),
        "/admin/nhat-ky".to_owned(),
        "/admin/tin-gui".to_owned(),
        message,
        "/admin/toi".to_owned(),
        "/admin/tim-kiem?q=kho".to_owned(),
    ];
    let mut most = 0;
    for language in ["vi", "en"] {
        house.post(&mut admin, "/admin/ngon-ngu", &[("tag", language), ("next", "/admin/toi")]).await.location();
        for path in &pages {
            let (told, count) = cholon_testkit::statements(house.get(&mut admin, path)).await;
            assert_eq!(told.status, StatusCode::OK, "{path}");
            assert!(count <= STATEMENTS_MAX, "{path} needs {count} statements");
            most = most.max(count);
            assert!(told.text.contains(&format!("<html lang=\"{language}\"")), "{path}");
            for once in ["<h1", "<main ", "<header class=\"top\"", "<nav class=\"side\"", "class=\"skip-link\""] {
                assert_eq!(told.text.matches(once).count(), 1, "{path} {once}");
            }
            assert!(!told.text.contains("admin-") || !has_raw_key(&told.text), "{path} shows a key");
            assert!(!told.text.contains("<script>") && !told.text.contains(" style="), "{path}");
            assert_eq!(told.headers["cache-control"], "no-store", "{path}");
            assert_eq!(told.headers["x-robots-tag"], "noindex, nofollow", "{path}");
        }
    }
    assert_eq!(most, STATEMENTS_MAX, "statements are counted at all");
}

/// Whether a key stands where its words should be: behind a `>` or in an attribute for people.
fn has_raw_key(page: &str) -> bool {
    [">admin-", "label=\"admin-", "placeholder=\"admin-", ">form-", ">devices-"].iter().any(|mark| page.contains(mark))
}

#[tokio::test]
async fn language_and_light_are_kept_in_cookies() {
    let house = House::open().await;
    let mut browser = Browser::default();
    let page = house.page(&mut browser, "/admin/dang-nhap").await;
    assert!(page.contains("lang=\"vi\" data-theme=\"auto\""));
    let told = house.post(&mut browser, "/admin/giao-dien", &[("theme", "dark"), ("next", "/admin/dang-nhap")]).await;
    assert_eq!(told.location(), "/admin/dang-nhap");
    let told = house.post(&mut browser, "/admin/ngon-ngu", &[("tag", "en"), ("next", "//evil.example")]).await;
    assert_eq!(told.location(), "/admin");
    let page = house.page(&mut browser, "/admin/dang-nhap").await;
    assert!(page.contains("lang=\"en\" data-theme=\"dark\"") && page.contains("Staff log-in"));
    assert_eq!(house.post(&mut browser, "/admin/ngon-ngu", &[("tag", "xx")]).await.status, StatusCode::BAD_REQUEST);
    // Errors that no handler sees speak the same language in the same light.
    let told = house.send(http::Method::PUT, &mut browser, "/admin", String::new()).await;
    assert_eq!(told.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(told.text.contains("lang=\"en\" data-theme=\"dark\"") && told.text.contains("The request is not valid"));
}

#[tokio::test]
async fn the_outbox_shows_secrets_only_while_they_are_kept() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    let path = message(&house, "123456 là mã của bạn", "Mã của bạn: 123456", true).await;
    let page = house.page(&mut admin, &path).await;
    assert!(page.contains("Mã của bạn: 123456") && page.contains("Tin có mã bí mật."));
    house.clock.advance_ms(2 * 60 * 60 * 1000);
    house.notifications.forget_old().await.unwrap();
    let page = house.page(&mut admin, &path).await;
    assert!(!page.contains("123456") && page.contains("Nội dung không còn được lưu"));
    let plain = message(&house, "Chào", "<script>alert(1)</script>", false).await;
    assert!(house.page(&mut admin, &plain).await.contains("&#60;script&#62;"));
    let waiting = house.page(&mut admin, "/admin/tin-gui?trang-thai=waiting").await;
    assert!(waiting.contains(&plain) && !waiting.contains(&path), "the forgotten one has failed");
}

#[tokio::test]
async fn lists_go_on_page_by_page() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    let mut connection = house.test.database().read().await.unwrap();
    sqlx::query(
        "INSERT INTO identity.accounts (id, kind, state, name, email, locale, created_at, updated_at)
        SELECT ('0190a000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'customer', 'active', 'Khách ' || n,
            'khach' || n || '@example.vn', 'vi', now(), now() FROM generate_series(1, 60) AS n",
    )
    .execute(&mut *connection)
    .await
    .unwrap();
    let (mut path, mut seen) = ("/admin/nguoi-dung?loai=khach".to_owned(), 0);
    for _ in 0..3 {
        let page = house.page(&mut admin, &path).await;
        seen += page.matches("class=\"row-link\"").count();
        let Some(next) = page.split("href=\"").find(|rest| rest.contains("rel=\"next\"")) else { break };
        path = next.split('"').next().unwrap().replace("&#38;", "&");
    }
    assert_eq!(seen, 60);
    let found = house.page(&mut admin, "/admin/tim-kiem?q=khach").await;
    assert_eq!(found.matches("class=\"row-link\"").count(), 10);
    assert!(found.contains("/admin/nguoi-dung?tim=khach") && found.contains("Xem tất cả"));
    assert!(house.page(&mut admin, "/admin/tim-kiem?q=zzzz").await.contains("Không tìm thấy gì"));
}
