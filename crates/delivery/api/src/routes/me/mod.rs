//! `/v1/me/…`: what a person sees and changes of their own account. Whose it is says the token alone.

mod addresses;
mod consents;
mod contact;
mod logins;
mod password;
mod privacy;
mod profile;
mod sessions;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// The operations on one's own account.
pub(super) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(profile::read_me, profile::change_me, privacy::delete_me))
        .routes(routes!(privacy::export_me))
        .routes(routes!(password::change_password))
        .routes(routes!(contact::begin_contact_change))
        .routes(routes!(contact::confirm_contact_change))
        .routes(routes!(logins::list_logins))
        .routes(routes!(logins::link_login, logins::unlink_login))
        .routes(routes!(sessions::list_sessions, sessions::end_other_sessions))
        .routes(routes!(sessions::end_session))
        .routes(routes!(addresses::list_addresses, addresses::add_address))
        .routes(routes!(addresses::read_address, addresses::change_address, addresses::remove_address))
        .routes(routes!(consents::list_consents))
        .routes(routes!(consents::decide_consent))
}
