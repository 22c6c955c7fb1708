//! `/v1/admin/…`: what staff do, behind the guard of `crate::staff`.

mod account_state;
mod audit;
mod audit_csv;
mod dashboard;
mod messages;
mod providers;
mod reports;
mod roles;
mod second_factor;
mod sessions;
mod staff;
mod users;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// The operations with their documentation.
pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(second_factor::give_second_factor))
        .routes(routes!(second_factor::enrol_second_factor))
        .routes(routes!(dashboard::read_dashboard))
        .routes(routes!(providers::list_providers))
        .routes(routes!(users::list_users, staff::create_staff))
        .routes(routes!(users::read_user))
        .routes(routes!(account_state::block_user))
        .routes(routes!(account_state::unblock_user))
        .routes(routes!(account_state::unlock_user))
        .routes(routes!(account_state::reset_second_factor))
        .routes(routes!(sessions::list_user_sessions))
        .routes(routes!(sessions::end_user_session))
        .routes(routes!(staff::assign_roles))
        .routes(routes!(roles::list_roles, roles::create_role))
        .routes(routes!(roles::change_role, roles::remove_role))
        .routes(routes!(roles::list_permissions))
        .routes(routes!(audit::list_audit_lines))
        .routes(routes!(audit_csv::export_audit_lines))
        .routes(routes!(audit::verify_audit_log))
        .routes(routes!(messages::list_messages))
        .routes(routes!(messages::read_message))
        .routes(routes!(reports::report_abandonment))
}
