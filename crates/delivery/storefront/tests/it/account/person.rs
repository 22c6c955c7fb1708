//! Getting in, the profile, contacts, the password, devices.

use cholon_identity::model::Topic;
use http::StatusCode;
use http::header::{CACHE_CONTROL, REFRESH, SET_COOKIE};

use super::house::{House, PASSWORD};

const PAGES: [&str; 6] = [
    "/tai-khoan",
    "/tai-khoan/ho-so",
    "/tai-khoan/dia-chi",
    "/tai-khoan/dia-chi/moi",
    "/tai-khoan/thiet-bi",
    "/tai-khoan/rieng-tu",
];

#[tokio::test]
async fn everybody_else_is_sent_to_the_log_in_and_back() {
    let house = House::open().await;
    let told = house.get(None, "/tai-khoan/dia-chi/moi").await;
    assert_eq!(told.location(), "/dang-nhap?next=%2Ftai-khoan%2Fdia-chi%2Fmoi");
    let told = house.get(None, "/en/tai-khoan/ho-so").await;
    assert_eq!(told.location(), "/en/dang-nhap?next=%2Fen%2Ftai-khoan%2Fho-so");
}

#[tokio::test]
async fn every_page_is_private_and_in_its_language() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    for path in PAGES {
        for (path, heading) in [(path.to_owned(), "Đăng xuất"), (format!("/en{path}"), "Log out")] {
            let told = house.get(Some(&person), &path).await;
            assert_eq!(told.status, StatusCode::OK, "{path}");
            assert!(told.headers[CACHE_CONTROL].to_str().unwrap().contains("private"), "{path}");
            assert!(told.text.contains(heading), "{path}");
            assert!(told.text.contains("Nguyễn Văn An"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_profile_is_saved_or_drawn_again() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let fields = [("name", "Bình"), ("birthday", "1994-03-08"), ("locale", "en")];
    let told = house.post(&person, "/en/tai-khoan/ho-so", &fields).await;
    assert_eq!(told.location(), "/en/tai-khoan/ho-so?xong=profile-saved");
    let page = house.page(&person, "/tai-khoan/ho-so?xong=profile-saved").await;
    assert!(page.contains("Đã lưu hồ sơ.") && page.contains("value=\"1994-03-08\"") && page.contains("Bình"));
    for birthday in ["8.3.1994", "2094-03-08"] {
        let told = house.post(&person, "/tai-khoan/ho-so", &[("name", "Cúc"), ("birthday", birthday)]).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(told.text.contains("f-birthday-error") && told.text.contains("value=\"Cúc\""), "{birthday}");
        assert!(told.text.contains(birthday), "what was typed stays");
    }
    assert_eq!(house.identity.account(person.id).await.unwrap().name, "Bình");
}

#[tokio::test]
async fn a_form_of_somebody_else_changes_nothing() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let other = house.person("binh@shop.example").await;
    let told = house.forged(&person, "/tai-khoan/ho-so", &[("name", "X"), ("csrf", &other.csrf)]).await;
    assert_eq!(told.status, StatusCode::FORBIDDEN);
    assert_eq!(house.identity.account(person.id).await.unwrap().name, "Nguyễn Văn An");
}

#[tokio::test]
async fn topics_are_those_that_were_ticked() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let path = "/tai-khoan/ho-so/thong-bao";
    house.post(&person, path, &[("topic", "orders.zns"), ("topic", "offers.email")]).await.location();
    let topics = house.identity.account(person.id).await.unwrap().topics;
    assert_eq!(topics, [Topic::OrdersByZns, Topic::OffersByEmail]);
    house.post(&person, path, &[]).await.location();
    assert_eq!(house.identity.account(person.id).await.unwrap().topics, []);
}

#[tokio::test]
async fn a_contact_counts_once_its_code_was_typed() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let path = "/tai-khoan/ho-so/lien-he";
    let told = house.post(&person, path, &[("kind", "phone"), ("destination", "an@other.example")]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text.contains("f-phone-error") && told.text.contains("value=\"an@other.example\""));

    let told = house.post(&person, path, &[("kind", "phone"), ("destination", "0912 345 678")]).await;
    assert!(told.status == StatusCode::OK && told.text.contains("+84•••••678"), "{}", told.text);
    let challenge = told.text.split("name=\"challenge\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let code = house.code("+84912345678");
    let wrong = if code == "000000" { "111111" } else { "000000" };
    let fields = |code| [("challenge", challenge), ("next", "+84912345678"), ("code", code)];

    let told = house.post(&person, "/tai-khoan/ho-so/lien-he/ma", &fields(wrong)).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text.contains("Còn 4 lượt nhập") && told.text.contains("f-code-error"));
    let told = house.post(&person, "/tai-khoan/ho-so/lien-he/gui-lai", &fields("")).await;
    assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.text.contains("Gửi lại mã sau 60 giây"));

    let other = house.person("binh@shop.example").await;
    let told = house.post(&other, "/tai-khoan/ho-so/lien-he/ma", &fields(wrong)).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    house.post(&person, "/tai-khoan/ho-so/lien-he/ma", &fields(&spaced)).await.location();
    assert_eq!(house.identity.account(person.id).await.unwrap().phone.as_deref(), Some("+84912345678"));
}

#[tokio::test]
async fn a_password_needs_the_one_of_now() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let elsewhere = house.elsewhere("an@shop.example").await;
    let path = "/tai-khoan/ho-so/mat-khau";
    let told = house.post(&person, path, &[("current", "wrong"), ("password", "một câu thật dài")]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text.contains("f-current-error") && !told.text.contains("một câu thật dài"));
    let told = house.post(&person, path, &[("current", PASSWORD), ("password", "ngắn")]).await;
    assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.text.contains("f-password-error"));
    let told = house.post(&person, path, &[("current", PASSWORD), ("password", "một câu thật dài")]).await;
    assert_eq!(told.location(), "/tai-khoan/ho-so?xong=profile-password-saved");
    assert_eq!(house.get(Some(&person), "/tai-khoan").await.status, StatusCode::OK);
    assert_eq!(house.get(Some(&elsewhere), "/tai-khoan").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn devices_are_closed_by_their_owner_alone() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let other = house.person("binh@shop.example").await;
    let elsewhere = house.elsewhere("an@shop.example").await;
    let page = house.page(&person, "/tai-khoan/thiet-bi").await;
    assert!(page.contains("Firefox · Android") && page.contains("Chrome · Windows") && page.contains("198.51.100.9"));
    assert!(page.find("Firefox · Android") < page.find("Chrome · Windows"), "this device first");
    let session = page.split("/thiet-bi/").skip(1).find_map(|part| part.split_once("/dang-xuat\"")).unwrap().0;
    let path = format!("/tai-khoan/thiet-bi/{session}/dang-xuat");
    assert_eq!(house.post(&other, &path, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.post(&person, "/tai-khoan/thiet-bi/x/dang-xuat", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(Some(&elsewhere), "/tai-khoan").await.status, StatusCode::OK);
    house.post(&person, &path, &[]).await.location();
    assert_eq!(house.get(Some(&elsewhere), "/tai-khoan").await.status, StatusCode::SEE_OTHER);

    let elsewhere = house.elsewhere("an@shop.example").await;
    house.post(&person, "/tai-khoan/thiet-bi/dang-xuat-het", &[]).await.location();
    assert_eq!(house.get(Some(&elsewhere), "/tai-khoan").await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.get(Some(&other), "/tai-khoan").await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_providers_of_the_shop_are_linked() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    for path in ["/tai-khoan/lien-ket/google", "/tai-khoan/lien-ket/x", "/tai-khoan/lien-ket/google/bo"] {
        assert_eq!(house.post(&person, path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_provider_is_left_for_with_a_cookie() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let page = house.page(&person, "/tai-khoan/ho-so").await;
    assert!(page.contains("action=\"/tai-khoan/lien-ket/zalo\"") && !page.contains("/lien-ket/google"));
    let path = "/tai-khoan/lien-ket/zalo";
    assert_eq!(house.forged(&person, path, &[]).await.status, StatusCode::FORBIDDEN);
    let told = house.post(&person, path, &[]).await;
    assert_eq!(told.status, StatusCode::OK);
    let refresh = told.headers[REFRESH].to_str().unwrap();
    let cookie = told.headers[SET_COOKIE].to_str().unwrap();
    let state = cookie.strip_prefix("di=").unwrap().split(';').next().unwrap();
    assert!(refresh.starts_with("0; url=https://oauth.zaloapp.com/") && refresh.contains(state), "{refresh}");
    assert!(refresh.contains("https%3A%2F%2Fshop.example%2Fdang-nhap%2Fzalo%2Fve"), "{refresh}");
    assert_eq!(house.post(&person, "/tai-khoan/lien-ket/zalo/bo", &[]).await.status, StatusCode::NOT_FOUND);
}
