//! Shapes of registering and logging in.

use cholon_identity as identity;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody who wants an account.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewRegistration {
    /// An e-mail address or a Vietnamese phone number; the code goes there.
    #[schema(min_length = 3, max_length = 254, example = "0912345678")]
    pub(crate) destination: String,
    /// The person's name.
    #[schema(min_length = 1, max_length = 120, example = "Nguyễn Thị An")]
    pub(crate) name: String,
    /// The password: at least eight characters, and not one that everybody tries first.
    #[schema(min_length = 8, max_length = 128, format = Password)]
    pub(crate) password: String,
    /// Whether news and offers are agreed to.
    #[serde(default)]
    pub(crate) marketing: bool,
}

/// A code was sent, or would have been: whether the address is known cannot be told from this.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CodeSent {
    /// What to bring along with the code.
    challenge: Uuid,
    /// Seconds after which another may be sent.
    resend_seconds: u32,
    /// Minutes that the code counts.
    minutes: u32,
}

impl From<identity::Sent> for CodeSent {
    fn from(sent: identity::Sent) -> Self {
        let identity::Sent { challenge, resend_seconds, minutes } = sent;
        Self { challenge: challenge.as_uuid(), resend_seconds, minutes }
    }
}

/// A code that somebody typed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TypedCode {
    /// The challenge that came with the code.
    pub(crate) challenge: Uuid,
    /// The six digits.
    #[schema(pattern = "^[0-9]{6}$", example = "123456")]
    pub(crate) code: String,
}

/// A challenge whose code did not arrive.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Resend {
    /// The challenge.
    pub(crate) challenge: Uuid,
}

/// Who logs in.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct LogIn {
    /// The e-mail address or phone number.
    #[schema(min_length = 3, max_length = 254, example = "0912345678")]
    pub(crate) destination: String,
    /// The password.
    #[schema(min_length = 1, max_length = 128, format = Password)]
    pub(crate) password: String,
    /// The token of a guest's cart that joins the customer's, once.
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    pub(crate) cart_token: Option<String>,
}

/// Who comes with a token of Google.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct GoogleLogIn {
    /// The ID token, made for one of the shop's client ids.
    #[schema(min_length = 1, max_length = 8192)]
    pub(crate) id_token: String,
    /// The nonce that it was asked for with; a token that holds one does not count without it.
    #[schema(min_length = 1, max_length = 255)]
    pub(crate) nonce: Option<String>,
    /// The token of a guest's cart that joins the customer's, once.
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    pub(crate) cart_token: Option<String>,
}

/// Who comes with a token of Facebook.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct FacebookLogIn {
    /// The access token that Facebook's SDK gave.
    #[schema(min_length = 1, max_length = 2048)]
    pub(crate) access_token: String,
    /// The token of a guest's cart that joins the customer's, once.
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    pub(crate) cart_token: Option<String>,
}

/// Who comes from the Zalo Mini App.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "callers read these names; each is a token of another kind")]
pub(crate) struct ZaloLogIn {
    /// What `getAccessToken` of Zalo's SDK gave.
    #[schema(min_length = 1, max_length = 2048)]
    pub(crate) access_token: String,
    /// What `getPhoneNumber` gave, where the person agreed.
    #[schema(min_length = 1, max_length = 2048)]
    pub(crate) phone_token: Option<String>,
    /// The token of a guest's cart that joins the customer's, once.
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    pub(crate) cart_token: Option<String>,
}

/// A refresh token.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Refresh {
    /// The token; it counts once.
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    pub(crate) refresh_token: String,
}

/// Somebody who forgot their password.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Forgotten {
    /// The e-mail address or phone number of the account.
    #[schema(min_length = 3, max_length = 254, example = "0912345678")]
    pub(crate) destination: String,
}

/// A new password with the code that allows it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// The challenge that came with the code.
    pub(crate) challenge: Uuid,
    /// The six digits.
    #[schema(pattern = "^[0-9]{6}$", example = "123456")]
    pub(crate) code: String,
    /// The new password.
    #[schema(min_length = 8, max_length = 128, format = Password)]
    pub(crate) password: String,
}

/// What a logged-in caller holds.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Tokens {
    /// Whose account it is.
    account_id: Option<Uuid>,
    /// Send it as `Authorization: Bearer …`.
    access_token: String,
    /// Seconds that it counts.
    expires_in: i64,
    /// Exchange it once for the next pair; a second use ends the session.
    refresh_token: String,
}

impl Tokens {
    /// The tokens of a session.
    pub(crate) fn new(account: Option<Uuid>, pair: &identity::TokenPair) -> Self {
        Self {
            account_id: account,
            access_token: pair.access.clone(),
            expires_in: pair.expires_in,
            refresh_token: pair.refresh.reveal().to_owned(),
        }
    }
}
