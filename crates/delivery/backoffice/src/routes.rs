//! The addresses of the back office, each with who may ask for it.

use axum::Router;
use cholon_identity::model::Permission;
use cholon_identity::model::Permission::{AuditRead, MessagesRead, RolesRead, RolesWrite, UsersRead, UsersWrite};
use cholon_webkit::Access::{Entered, HalfWay, Needs, Public};
use cholon_webkit::{Declared, Problem};

use crate::BackOffice;
use crate::access::Pages;
use crate::pages::{audit, dashboard, log_in, me, outbox, people, person, roles, second_factor, staff, taste};

/// The pages of the back office.
pub fn router(office: BackOffice) -> Router {
    pages(office).router()
}

/// Every address of the back office with who may ask for it.
#[must_use]
pub fn routes(office: BackOffice) -> Vec<Declared<Permission>> {
    pages(office).declared()
}

fn pages(office: BackOffice) -> Pages {
    let pages = Pages::new(office)
        .page("/admin/dang-nhap", Public, log_in::page)
        .form("/admin/dang-nhap", Public, log_in::enter)
        .form("/admin/dang-xuat", HalfWay, log_in::leave)
        .page("/admin/xac-thuc", HalfWay, second_factor::page)
        .form("/admin/xac-thuc", HalfWay, second_factor::give)
        .form("/admin/ngon-ngu", Public, taste::language)
        .form("/admin/giao-dien", Public, taste::theme)
        .page("/admin", Entered, dashboard::page)
        .page("/admin/toi", Entered, me::page)
        .form("/admin/toi", Entered, me::save)
        .form("/admin/toi/mat-khau", Entered, me::change_password)
        .form("/admin/toi/phien-khac/dang-xuat", Entered, me::end_others)
        .form("/admin/toi/phien/{session}/dang-xuat", Entered, me::end_session)
        .page("/admin/{*rest}", Entered, nothing);
    for_the_permitted(pages)
}

fn for_the_permitted(pages: Pages) -> Pages {
    pages
        .page("/admin/tim-kiem", Needs(UsersRead), people::search)
        .page("/admin/nguoi-dung", Needs(UsersRead), people::page)
        .page("/admin/nguoi-dung/moi", Needs(UsersWrite), staff::page)
        .form("/admin/nguoi-dung/moi", Needs(UsersWrite), staff::add)
        .page("/admin/nguoi-dung/{id}", Needs(UsersRead), person::page)
        .page("/admin/nguoi-dung/{id}/vai-tro", Needs(UsersWrite), staff::roles)
        .form("/admin/nguoi-dung/{id}/vai-tro", Needs(UsersWrite), staff::save_roles)
        .page("/admin/nguoi-dung/{id}/{action}", Needs(UsersWrite), person::confirm)
        .form("/admin/nguoi-dung/{id}/{action}", Needs(UsersWrite), person::act)
        .form("/admin/nguoi-dung/{id}/phien/{session}/dang-xuat", Needs(UsersWrite), person::end_session)
        .page("/admin/vai-tro", Needs(RolesRead), roles::page)
        .page("/admin/vai-tro/moi", Needs(RolesWrite), roles::new)
        .form("/admin/vai-tro/moi", Needs(RolesWrite), roles::create)
        .page("/admin/vai-tro/{id}", Needs(RolesWrite), roles::edit)
        .form("/admin/vai-tro/{id}", Needs(RolesWrite), roles::save)
        .page("/admin/vai-tro/{id}/xoa", Needs(RolesWrite), roles::confirm)
        .form("/admin/vai-tro/{id}/xoa", Needs(RolesWrite), roles::remove)
        .page("/admin/nhat-ky", Needs(AuditRead), audit::page)
        .form("/admin/nhat-ky/kiem-tra", Needs(AuditRead), audit::check)
        .page("/admin/nhat-ky/xuat.csv", Needs(AuditRead), audit::export)
        .page("/admin/tin-gui", Needs(MessagesRead), outbox::page)
        .page("/admin/tin-gui/{id}", Needs(MessagesRead), outbox::message)
}

/// Whoever is in learns that there is no such page; everybody else has to log in first and learns nothing.
async fn nothing() -> Problem {
    Problem::not_found()
}
