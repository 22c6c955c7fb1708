//! Logging in: two factors, one wording, no way out of the back office.

use cholon_crypto::TOTP_STEP_SECONDS;
use http::StatusCode;
use http::header::SET_COOKIE;

use crate::support::{ADMIN, Browser, House, PASSWORD, secret_of};

#[tokio::test]
async fn the_first_log_in_enrols_and_leads_where_one_wanted_to_go() {
    let house = House::open().await;
    let mut browser = Browser::default();
    let away = house.get(&mut browser, "/admin/vai-tro?a=1").await;
    assert_eq!(away.location(), "/admin/dang-nhap?next=%2Fadmin%2Fvai-tro%3Fa%3D1&xong=admin-log-in-needed");
    let told = house.log_in(&mut browser, ADMIN, PASSWORD, "/admin/vai-tro").await;
    assert_eq!(told.location(), "/admin/vai-tro");
    let set = told.headers.get_all(SET_COOKIE).iter().next().unwrap().to_str().unwrap();
    assert!(set.ends_with("; Path=/admin; SameSite=Lax; HttpOnly; Secure"), "{set}");
    let location = house.get(&mut browser, "/admin/vai-tro").await.location().to_owned();
    let page = house.get(&mut browser, &location).await.text;
    assert!(page.contains("<svg class=\"qr\"") && page.contains("otpauth://totp/Ch%E1%BB%A3"));
    let secret = secret_of(&page);
    let wrong = house.post(&mut browser, "/admin/xac-thuc", &[("code", "000000"), ("next", "/admin/vai-tro")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Mã chưa đúng hoặc đã dùng"));
    let code = house.code(&secret);
    let told = house.post(&mut browser, "/admin/xac-thuc", &[("code", &code), ("next", "/admin/vai-tro")]).await;
    assert_eq!(told.location(), "/admin/vai-tro");
    assert_eq!(house.get(&mut browser, "/admin/vai-tro").await.status, StatusCode::OK);
    // The same password does not count again, the next one does.
    let mut again = Browser::default();
    house.log_in(&mut again, ADMIN, PASSWORD, "").await;
    let asked = house.page(&mut again, "/admin/xac-thuc").await;
    assert!(asked.contains(ADMIN) && !asked.contains("otpauth"));
    let replayed = house.post(&mut again, "/admin/xac-thuc", &[("code", &code)]).await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.clock.advance_ms(TOTP_STEP_SECONDS * 1000);
    let code = house.code(&secret);
    assert_eq!(house.post(&mut again, "/admin/xac-thuc", &[("code", &code)]).await.location(), "/admin");
}

#[tokio::test]
async fn a_shopper_looks_like_a_wrong_password_and_gets_no_session() {
    let house = House::open().await;
    house.customer("an@example.vn").await;
    let before = house.identity.figures().await.unwrap().sessions;
    let mut texts = Vec::new();
    for (email, password) in [("an@example.vn", PASSWORD), (ADMIN, "sai bét cả rồi"), ("ai@example.vn", PASSWORD)]
    {
        let mut browser = Browser::default();
        let told = house.log_in(&mut browser, email, password, "").await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert!(browser.cookie("quan-tri").is_none(), "{email}");
        texts.push(told.text.replace(email, "").replace(&browser.csrf, ""));
    }
    assert!(texts[0].contains("Email hoặc mật khẩu chưa đúng"));
    assert_eq!((&texts[0], &texts[0]), (&texts[1], &texts[2]));
    assert_eq!(house.identity.figures().await.unwrap().sessions, before);
}

#[tokio::test]
async fn guessing_the_code_locks_and_says_so() {
    let house = House::open().await;
    let mut browser = Browser::default();
    house.log_in(&mut browser, ADMIN, PASSWORD, "").await;
    house.get(&mut browser, "/admin/xac-thuc").await;
    for _ in 0..5 {
        let told = house.post(&mut browser, "/admin/xac-thuc", &[("code", "000000")]).await;
        assert!(told.text.contains("Mã chưa đúng"));
    }
    let locked = house.post(&mut browser, "/admin/xac-thuc", &[("code", "000000")]).await;
    assert!(locked.text.contains("Tài khoản tạm khóa vì đăng nhập sai nhiều lần"));
    let told = house.log_in(&mut Browser::default(), ADMIN, PASSWORD, "").await;
    assert!(told.text.contains("Email hoặc mật khẩu chưa đúng"), "at the door nobody is told of a lock");
}

#[tokio::test]
async fn nobody_is_sent_elsewhere_after_the_log_in() {
    let house = House::open().await;
    house.clerk("nhan-vien", &[]).await;
    for next in ["//evil.example", "https://evil.example/admin", "/\\evil.example", "/gio-hang", "/admin\n.evil"] {
        let told = house.log_in(&mut Browser::default(), "nhan-vien@example.vn", PASSWORD, next).await;
        assert_eq!(told.location(), "/admin", "{next}");
    }
}

#[tokio::test]
async fn a_log_in_takes_over_no_session_and_a_log_out_ends_it() {
    let house = House::open().await;
    let (_, mut browser) = house.clerk("nhan-vien", &[]).await;
    let first = browser.cookie("quan-tri").unwrap().to_owned();
    let mut planted = Browser::default();
    planted.set("quan-tri", "planted-by-somebody-else");
    house.log_in(&mut planted, "nhan-vien@example.vn", PASSWORD, "").await;
    let second = planted.cookie("quan-tri").unwrap();
    assert!(second != first && second != "planted-by-somebody-else");
    let told = house.post(&mut browser, "/admin/dang-xuat", &[]).await;
    assert_eq!(told.location(), "/admin/dang-nhap?xong=admin-log-in-out");
    assert!(browser.cookie("quan-tri").is_none());
    browser.set("quan-tri", &first);
    let told = house.get(&mut browser, "/admin").await;
    assert!(told.location().ends_with("xong=admin-log-in-ended"), "{}", told.location());
}

#[tokio::test]
async fn a_form_that_is_too_old_is_drawn_again() {
    let house = House::open().await;
    let mut browser = Browser::default();
    let told = house.forged(&mut browser, "/admin/dang-nhap", &[("email", ADMIN), ("password", PASSWORD)]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text.contains("Trang đã mở quá lâu") && told.text.contains(ADMIN));
    assert!(!told.text.contains(PASSWORD), "a password is never written back");
    let told = house.post(&mut browser, "/admin/dang-nhap", &[("email", ADMIN), ("password", PASSWORD)]).await;
    assert_eq!(told.location(), "/admin", "the page that was drawn again can be sent");
}
