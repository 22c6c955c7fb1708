//! The paths that pages lead to.

/// The first page, and what stands before every other.
pub(crate) const HOME: &str = "/admin";
/// Logging in.
pub(crate) const LOG_IN: &str = "/admin/dang-nhap";
/// The second factor.
pub(crate) const SECOND_FACTOR: &str = "/admin/xac-thuc";
/// Accounts.
pub(crate) const PEOPLE: &str = "/admin/nguoi-dung";
/// Somebody new of staff.
pub(crate) const STAFF_NEW: &str = "/admin/nguoi-dung/moi";
/// Roles.
pub(crate) const ROLES: &str = "/admin/vai-tro";
/// The audit log.
pub(crate) const AUDIT: &str = "/admin/nhat-ky";
/// The export of the audit log.
pub(crate) const AUDIT_CSV: &str = "/admin/nhat-ky/xuat.csv";
/// Messages.
pub(crate) const OUTBOX: &str = "/admin/tin-gui";
/// One's own account.
pub(crate) const ME: &str = "/admin/toi";

/// The page below another with an id.
pub(crate) fn below(path: &str, id: impl std::fmt::Display) -> String {
    format!("{path}/{id}")
}
