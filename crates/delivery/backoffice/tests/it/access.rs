//! Every address of the back office, asked for by everybody.

use cholon_backoffice::routes;
use cholon_identity::model::Permission;
use cholon_webkit::{Access, Declared};
use http::{Method, StatusCode};

use crate::support::{Browser, House, Told};

/// An id that nothing has.
const NOBODY: &str = "0190a000-0000-7000-8000-000000000001";

/// The path of an address with its parameters filled in.
fn filled(route: &Declared<Permission>) -> String {
    let path = route.path.replace("{id}", NOBODY).replace("{session}", NOBODY);
    path.replace("{action}", "khoa").replace("{*rest}", "khong-co")
}

async fn ask(house: &House, browser: &mut Browser, route: &Declared<Permission>) -> Told {
    match route.method {
        Method::POST => house.post(browser, &filled(route), &[]).await,
        _ => house.get(browser, &filled(route)).await,
    }
}

#[tokio::test]
async fn nobody_and_shoppers_are_sent_to_the_log_in() {
    let house = House::open().await;
    let (_, cookie) = house.customer("an@example.vn").await;
    let mut shopper = Browser::default();
    shopper.set("quan-tri", &cookie);
    let declared = routes(house.office.clone());
    assert!(declared.len() > 30);
    for route in declared.iter().filter(|route| route.access != Access::Public) {
        for browser in [&mut Browser::default(), &mut shopper.clone()] {
            let told = ask(&house, browser, route).await;
            assert!(told.location().starts_with("/admin/dang-nhap?next=%2Fadmin"), "{route:?}");
        }
    }
}

#[tokio::test]
async fn the_second_factor_stands_before_everything() {
    let house = House::open().await;
    let mut browser = Browser::default();
    house.log_in(&mut browser, crate::support::ADMIN, crate::support::PASSWORD, "").await;
    house.get(&mut browser, "/admin/xac-thuc").await;
    let is_behind = |access| matches!(access, Access::Entered | Access::Needs(_));
    for route in routes(house.office.clone()).iter().filter(|route| is_behind(route.access)) {
        let told = ask(&house, &mut browser, route).await;
        assert!(told.location().starts_with("/admin/xac-thuc?next=%2Fadmin"), "{route:?}");
    }
}

#[tokio::test]
async fn a_permission_opens_its_addresses_and_no_others() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    let (_, mut none) = house.clerk("khong-quyen", &[]).await;
    let mut walked = 0;
    for permission in Permission::ALL {
        let given: Vec<_> = std::iter::once(*permission).filter(|one| !one.is_for_super()).collect();
        let name = format!("mot-quyen-{}", permission.name().replace(':', "-"));
        let (_, mut clerk) = house.clerk(&name, &given).await;
        for route in routes(house.office.clone()).iter().filter(|route| route.access == Access::Needs(*permission)) {
            let refused = ask(&house, &mut none, route).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{route:?}");
            assert!(refused.text.contains("Quyền còn thiếu:") && refused.text.contains("class=\"side\""), "{route:?}");
            let own = ask(&house, &mut clerk, route).await;
            assert_eq!(own.status == StatusCode::FORBIDDEN, permission.is_for_super(), "{route:?} {}", own.text);
            assert_ne!(ask(&house, &mut admin, route).await.status, StatusCode::FORBIDDEN, "{route:?}");
            walked += 1;
        }
    }
    assert!(walked >= 20, "{walked}");
}

#[tokio::test]
async fn forms_of_somebody_else_change_nothing() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    let other = admin.csrf.replace(|_: char| true, "A");
    let is_checked = |route: &&Declared<Permission>| route.method == Method::POST && route.path != "/admin/dang-nhap";
    for route in routes(house.office.clone()).iter().filter(is_checked) {
        for csrf in ["", &other] {
            let told = house.forged(&mut admin, &filled(route), &[("csrf", csrf), ("tag", "en")]).await;
            assert_eq!(told.status, StatusCode::FORBIDDEN, "{route:?}");
            assert!(told.text.contains("Yêu cầu không hợp lệ"), "{route:?}");
        }
    }
    assert_eq!(house.get(&mut admin, "/admin").await.status, StatusCode::OK, "the session goes on");
}

#[tokio::test]
async fn ids_of_nothing_lead_nowhere() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    for path in ["nguoi-dung", "vai-tro", "tin-gui"] {
        for id in [NOBODY, "x"] {
            let told = house.get(&mut admin, &format!("/admin/{path}/{id}")).await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{path} {id}");
            assert!(told.text.contains("Không tìm thấy trang này") && told.text.contains("class=\"side\""));
        }
    }
    let session = format!("/admin/toi/phien/{NOBODY}/dang-xuat");
    assert_eq!(house.post(&mut admin, &session, &[]).await.status, StatusCode::NOT_FOUND);
}
