//! What staff do to accounts and roles, and what stays out of reach.

use cholon_identity::PeopleQuery;
use cholon_identity::model::Permission;
use http::StatusCode;

use crate::support::{Browser, House, PASSWORD};

#[tokio::test]
async fn an_account_is_blocked_and_opened_again() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    let (clerk, mut browser) = house.clerk("nhan-vien", &[]).await;
    let person = format!("/admin/nguoi-dung/{clerk}");
    let asked = house.page(&mut admin, &format!("{person}/khoa")).await;
    assert!(asked.contains("Khóa tài khoản của nhan-vien?"));
    let told = house.post(&mut admin, &format!("{person}/khoa"), &[]).await;
    let page = house.page(&mut admin, told.location()).await;
    assert!(page.contains("Đã khóa tài khoản của nhan-vien.") && page.contains("Tài khoản đang bị khóa"));
    assert_eq!(house.get(&mut browser, "/admin").await.status, StatusCode::SEE_OTHER, "its sessions ended");
    let told = house.log_in(&mut Browser::default(), "nhan-vien@example.vn", PASSWORD, "").await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    let locked = house.page(&mut admin, "/admin/nguoi-dung?loai=khoa").await;
    assert!(locked.contains(&person) && !locked.contains("Trần Thị Hằng</a>"));
    house.post(&mut admin, &format!("{person}/mo-khoa"), &[]).await.location();
    let told = house.log_in(&mut Browser::default(), "nhan-vien@example.vn", PASSWORD, "").await;
    assert_eq!(told.location(), "/admin");
}

#[tokio::test]
async fn staff_are_added_and_mistakes_are_told() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    house.role("Kế toán", &[]).await;
    let role = house.identity.roles().await.unwrap().into_iter().find(|role| !role.is_super).unwrap().id.to_string();
    let form =
        |password: &'static str| [("name", "Lê Văn Cường"), ("email", "Cuong@example.vn"), ("password", password)];
    let with = |fields: &[(&'static str, &'static str)]| fields.to_vec();
    let mut short: Vec<(&str, &str)> = with(&form("ngắn"));
    short.push(("role", &role));
    let told = house.post(&mut admin, "/admin/nguoi-dung/moi", &short).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text.contains("Mật khẩu cần ít nhất 8 ký tự.") && told.text.contains("Lê Văn Cường"));
    let mut good: Vec<(&str, &str)> = with(&form(PASSWORD));
    good.push(("role", &role));
    let told = house.post(&mut admin, "/admin/nguoi-dung/moi", &good).await;
    let page = house.page(&mut admin, told.location()).await;
    assert!(page.contains("Đã thêm nhân viên Lê Văn Cường.") && page.contains("cuong@example.vn"));
    let told = house.post(&mut admin, "/admin/nguoi-dung/moi", &good).await;
    assert!(told.text.contains("Đã có tài khoản dùng email này."));
}

#[tokio::test]
async fn the_last_administrator_stays_and_nobody_shuts_themselves_out() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    let people = house.identity.people(&PeopleQuery::default(), 10).await.unwrap();
    let own = format!("/admin/nguoi-dung/{}", people[0].id);
    assert!(!house.page(&mut admin, &own).await.contains("/khoa\""), "nobody is offered to block themselves");
    let told = house.post(&mut admin, &format!("{own}/khoa"), &[]).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    let told = house.post(&mut admin, &format!("{own}/vai-tro"), &[]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text.contains("Cửa hàng cần ít nhất một quản trị viên cấp cao."));
    assert_eq!(house.get(&mut admin, "/admin").await.status, StatusCode::OK);
}

#[tokio::test]
async fn staff_without_the_highest_role_cannot_take_it_or_those_who_have_it() {
    let house = House::open().await;
    let admin = house.staff("khac@example.vn", "Quản lý khác", "super-administrator").await;
    let (own, mut clerk) = house.clerk("nhan-su", &[Permission::UsersRead, Permission::UsersWrite]).await;
    let person = format!("/admin/nguoi-dung/{admin}");
    let page = house.page(&mut clerk, &person).await;
    assert!(!page.contains("/khoa\"") && !page.contains("/vai-tro\""), "nothing is offered");
    for action in ["khoa", "mo-khoa", "mo-tam-khoa", "dat-lai-hai-lop"] {
        let told = house.post(&mut clerk, &format!("{person}/{action}"), &[]).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{action}");
    }
    let highest = house.identity.roles().await.unwrap()[0].id.to_string();
    assert_eq!(house.get(&mut clerk, &format!("{person}/vai-tro")).await.status, StatusCode::NOT_FOUND);
    let told = house.post(&mut clerk, &format!("{person}/vai-tro"), &[("role", &highest)]).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "not even to leave them what they are");
    let told = house.post(&mut clerk, &format!("/admin/nguoi-dung/{own}/vai-tro"), &[("role", &highest)]).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    let new = [("name", "Ai"), ("email", "ai@example.vn"), ("password", PASSWORD), ("role", highest.as_str())];
    assert_eq!(house.post(&mut clerk, "/admin/nguoi-dung/moi", &new).await.status, StatusCode::CONFLICT);
    assert!(!house.page(&mut clerk, "/admin/nguoi-dung/moi").await.contains(&highest));
}

#[tokio::test]
async fn roles_that_allow_more_than_ones_own_are_not_offered_and_a_refusal_says_why() {
    let house = House::open().await;
    house.role("ke-toan", &[Permission::ReportsRead]).await;
    let (own, mut clerk) = house.clerk("nhan-su", &[Permission::UsersRead, Permission::UsersWrite]).await;
    let books = house.identity.roles().await.unwrap().into_iter().find(|role| role.name == "ke-toan").unwrap();
    let books = books.id.to_string();
    assert!(!house.page(&mut clerk, "/admin/nguoi-dung/moi").await.contains(&books));
    assert!(!house.page(&mut clerk, &format!("/admin/nguoi-dung/{own}/vai-tro")).await.contains(&books));
    let new = [("name", "Ai"), ("email", "ai@example.vn"), ("password", PASSWORD), ("role", books.as_str())];
    let told = house.post(&mut clerk, "/admin/nguoi-dung/moi", &new).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.text.contains("Vai trò này có quyền mà bạn không có") && told.text.contains("ai@example.vn"));
    // Who has such a role already keeps it or loses it, at will.
    let holder = house.staff("so-sach@example.vn", "Sổ Sách", "ke-toan").await;
    let form = format!("/admin/nguoi-dung/{holder}/vai-tro");
    assert!(house.page(&mut clerk, &form).await.contains(&books));
    house.post(&mut clerk, &form, &[("role", &books)]).await.location();
    house.post(&mut clerk, &form, &[]).await.location();
    let told = house.post(&mut clerk, &form, &[("role", &books)]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "but not again");
    assert!(told.text.contains("Vai trò này có quyền mà bạn không có"));
}

#[tokio::test]
async fn people_are_found_without_marks_and_by_number_as_it_is_written() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    house.staff("duc@example.vn", "Đặng Thị Đức", "super-administrator").await;
    let (customer, _) = house.customer("0912345678").await;
    for typed in ["0912+345+678", "912345", "%2B84+912+345"] {
        let page = house.page(&mut admin, &format!("/admin/nguoi-dung?tim={typed}")).await;
        assert!(page.contains(&customer.to_string()) && !page.contains("Trần Thị Hằng</a>"), "{typed}");
    }
    for typed in ["dang+thi", "%C4%90%E1%BB%A9c", "DUC%40EXAMPLE"] {
        let page = house.page(&mut admin, &format!("/admin/nguoi-dung?tim={typed}")).await;
        assert!(page.contains("Đặng Thị Đức") && !page.contains("Trần Thị Hằng</a>"), "{typed}");
    }
}

#[tokio::test]
async fn a_role_is_made_changed_and_removed() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    let told =
        house.post(&mut admin, "/admin/vai-tro/moi", &[("name", "Chăm sóc"), ("permission", "users:read")]).await;
    let page = house.page(&mut admin, told.location()).await;
    assert!(page.contains("Đã lưu vai trò Chăm sóc."));
    let role = house.identity.roles().await.unwrap().into_iter().find(|role| role.name == "Chăm sóc").unwrap();
    assert!(role.permissions.has(Permission::UsersRead) && !role.needs_second_factor);
    let again = house.post(&mut admin, "/admin/vai-tro/moi", &[("name", "Chăm sóc")]).await;
    assert!(again.text.contains("Đã có vai trò tên này."));
    let path = format!("/admin/vai-tro/{}", role.id);
    let fields = [("name", "Chăm sóc"), ("permission", "audit:read")];
    assert_eq!(house.post(&mut admin, &path, &fields).await.status, StatusCode::CONFLICT, "never for others");
    house.staff("c@example.vn", "Cúc", "Chăm sóc").await;
    assert!(house.page(&mut admin, &path).await.contains("1 nhân viên đang có vai trò này"));
    let told = house.post(&mut admin, &format!("{path}/xoa"), &[]).await;
    assert!(told.text.contains("1 nhân viên đang có vai trò này"), "a role that is held stays");
    house.role("Tạm", &[]).await;
    let other = house.identity.roles().await.unwrap().into_iter().find(|role| role.name == "Tạm").unwrap();
    let told = house.post(&mut admin, &format!("/admin/vai-tro/{}/xoa", other.id), &[]).await;
    assert!(house.page(&mut admin, told.location()).await.contains("Đã xóa vai trò."));
}

#[tokio::test]
async fn ones_own_account() {
    let house = House::open().await;
    let (_, mut clerk) = house.clerk("nhan-vien", &[]).await;
    let mut other = Browser::default();
    house.log_in(&mut other, "nhan-vien@example.vn", PASSWORD, "").await;
    let told = house.post(&mut clerk, "/admin/toi", &[("name", "Đỗ Thị Em"), ("language", "en")]).await;
    let page = house.page(&mut clerk, told.location()).await;
    assert!(page.contains("Đã lưu thông tin.") && page.contains("value=\"Đỗ Thị Em\""));
    assert!(page.contains("<option value=\"en\" selected>"));
    let wrong = [("current", "không phải"), ("password", "một câu dễ nhớ")];
    let told = house.post(&mut clerk, "/admin/toi/mat-khau", &wrong).await;
    assert!(told.text.contains("Mật khẩu hiện tại chưa đúng."));
    let right = [("current", PASSWORD), ("password", "một câu dễ nhớ")];
    let told = house.post(&mut clerk, "/admin/toi/mat-khau", &right).await;
    assert_eq!(told.location(), "/admin/toi?xong=admin-password-saved");
    assert_eq!(house.get(&mut other, "/admin").await.status, StatusCode::SEE_OTHER, "other sessions ended");
    assert_eq!(house.get(&mut clerk, "/admin").await.status, StatusCode::OK);
    // A second factor that no role asks for can be set up all the same.
    let page = house.page(&mut clerk, "/admin/xac-thuc").await;
    let code = house.code(&crate::support::secret_of(&page));
    let told = house.post(&mut clerk, "/admin/xac-thuc", &[("code", &code)]).await;
    assert_eq!(told.location(), "/admin/toi?xong=admin-second-factor-saved");
}
