//! Consents, the person's own data, the end of an account.

use cholon_identity::model::{ConsentPurpose, Erasure};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, SET_COOKIE};

use super::house::{House, PASSWORD};

#[tokio::test]
async fn a_decision_is_written_down() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let path = "/tai-khoan/rieng-tu/dong-y";
    house.post(&person, path, &[("purpose", "marketing"), ("given", "1")]).await.location();
    house.post(&person, path, &[("purpose", "personalisation"), ("given", "0")]).await.location();
    for purpose in ["service", "terms", "x"] {
        let told = house.post(&person, path, &[("purpose", purpose), ("given", "0")]).await;
        assert_eq!(told.status, StatusCode::NOT_FOUND, "{purpose}");
    }
    let consents = house.identity.consents(person.id).await.unwrap();
    let given: Vec<_> = consents.iter().map(|consent| (consent.purpose, consent.is_given)).collect();
    let expected =
        [(ConsentPurpose::Service, true), (ConsentPurpose::Marketing, true), (ConsentPurpose::Personalisation, false)];
    assert_eq!(given, expected);
}

#[tokio::test]
async fn people_take_their_data_with_them() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let path = "/tai-khoan/rieng-tu/tai-ve";
    let told = house.post(&person, path, &[("form", "json")]).await;
    let document: serde_json::Value = serde_json::from_str(&told.text).unwrap();
    assert_eq!(document["account"]["email"], "an@shop.example");
    assert!(document["cart"]["lines"].is_array());
    assert!(told.headers[CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
    let told = house.post(&person, path, &[("form", "html")]).await;
    assert!(told.text.contains("an@shop.example") && told.text.contains("Firefox/140"));
    assert!(told.headers[CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
    assert_eq!(house.forged(&person, path, &[("form", "json")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_account_ends_with_its_password_alone() {
    let house = House::open().await;
    let person = house.person("an@shop.example").await;
    let path = "/en/tai-khoan/rieng-tu/xoa";
    let told = house.post(&person, path, &[("password", "wrong"), ("confirm", "delete")]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text.contains("f-password-error"));
    assert_eq!(house.get(Some(&person), "/tai-khoan").await.status, StatusCode::OK);
    let told = house.post(&person, path, &[("password", PASSWORD)]).await;
    assert_eq!(told.location(), "/en");
    let cookies: Vec<_> = told.headers.get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap()).collect();
    assert!(cookies.len() == 2 && cookies.iter().all(|cookie| cookie.contains("Max-Age=0")), "{cookies:?}");
    assert_eq!(house.get(Some(&person), "/tai-khoan").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_asked_a_provider_to_be_erased_reads_what_became_of_it() {
    let house = House::open().await;
    let outcomes = [
        (Erasure::Nothing, "không có gì cần xóa"),
        (Erasure::Unlinked, "bằng cách đăng nhập khác"),
        (Erasure::Deleted, "Tài khoản và dữ liệu cá nhân đã được xóa."),
    ];
    for (outcome, words) in outcomes {
        let mut tx = house.database.database().begin().await.unwrap();
        let code = house.identity.write_erasure(&mut tx, outcome).await.unwrap();
        tx.commit().await.unwrap();
        let told = house.get(None, &format!("/xoa-du-lieu/{code}")).await;
        assert!(told.text.contains(words) && told.text.contains(&code) && told.text.contains("20/11/2026"), "{words}");
        assert!(house.get(None, &format!("/en/xoa-du-lieu/{code}")).await.text.contains("Request to delete data"));
    }
    for code in ["0123456789ABCDEF0123", "x"] {
        assert_eq!(house.get(None, &format!("/xoa-du-lieu/{code}")).await.status, StatusCode::NOT_FOUND);
    }
}
