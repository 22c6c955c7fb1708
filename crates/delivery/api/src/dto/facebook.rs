//! Shapes of what Facebook tells the shop about people who leave.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What Facebook posts, as a form.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SignedForm {
    /// A signature and what it signs, with a dot between them.
    #[schema(min_length = 1, max_length = 8192)]
    pub(crate) signed_request: String,
}

/// What Facebook is answered, in the names it asks for.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErasureTaken {
    /// Where the state of the erasure can be read.
    #[schema(example = "https://shop.example.vn/xoa-du-lieu/0123456789ABCDEF0123")]
    pub(crate) url: String,
    /// The code of the erasure.
    #[schema(example = "0123456789ABCDEF0123")]
    pub(crate) confirmation_code: String,
}

/// What became of an erasure.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ErasureState {
    /// `nothing` where the shop knew nobody, `unlinked` where the account has other ways in, `deleted` where it is gone.
    #[schema(example = "unlinked")]
    pub(crate) outcome: &'static str,
    /// When it was done.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) done_at: Timestamp,
}
