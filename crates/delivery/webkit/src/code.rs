//! The registry of error codes: name, HTTP status and text of each in one table.

use http::StatusCode;

/// Defines the codes with their table.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident => ($name:literal, $status:ident, $text:literal),)+) => {
        /// What went wrong, for programs. Names are stable: callers compare them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* $variant,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code's stable name, as in the field `code` of an answer.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The HTTP status of an answer with this code.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)+ }
            }

            /// The key of its text for people.
            #[must_use]
            pub const fn text_key(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// Where the documentation explains it, relative to the documentation's page.
            #[must_use]
            pub const fn anchor(self) -> &'static str {
                match self { $(Self::$variant => concat!("#error-", $name),)+ }
            }
        }
    };
}

codes! {
    /// The request is not what the address takes; details name the parts.
    BadRequest => ("bad-request", BAD_REQUEST, "error-bad-request"),
    /// The body is no JSON, or not of the documented shape.
    MalformedJson => ("malformed-json", BAD_REQUEST, "error-malformed-json"),
    /// A well-formed cursor that this list did not make: it leads to a page that is not there.
    CursorInvalid => ("cursor-invalid", NOT_FOUND, "error-cursor-invalid"),
    /// A protected address without or with wrong credentials.
    Unauthorized => ("unauthorized", UNAUTHORIZED, "error-unauthorized"),
    /// A form that was not sent by a page of this shop.
    ForeignForm => ("foreign-form", FORBIDDEN, "error-foreign-form"),
    /// One of staff without the permission that this takes; details name it.
    Forbidden => ("forbidden", FORBIDDEN, "error-forbidden"),
    /// One of staff who has still to give the second factor, or to set it up.
    SecondFactorNeeded => ("second-factor-needed", FORBIDDEN, "error-second-factor-needed"),
    /// The log-in was refused; never said why.
    LogInRefused => ("log-in-refused", UNAUTHORIZED, "error-log-in-refused"),
    /// A code that is wrong, used, or whose time is over.
    CodeRefused => ("code-refused", UNPROCESSABLE_ENTITY, "error-code-refused"),
    /// A refresh token that was used before: its session has ended.
    RefreshReused => ("refresh-reused", UNAUTHORIZED, "error-refresh-reused"),
    /// Nothing is there.
    NotFound => ("not-found", NOT_FOUND, "error-not-found"),
    /// The address does not take this method.
    MethodNotAllowed => ("method-not-allowed", METHOD_NOT_ALLOWED, "error-method-not-allowed"),
    /// Something belongs to somebody else, or was changed since.
    Conflict => ("conflict", CONFLICT, "error-conflict"),
    /// Operations of a device are missing; details name the number that comes next.
    OperationsMissing => ("operations-missing", CONFLICT, "error-operations-missing"),
    /// Something was there and will not come back.
    Gone => ("gone", GONE, "error-gone"),
    /// The body is above the bound.
    PayloadTooLarge => ("payload-too-large", PAYLOAD_TOO_LARGE, "error-payload-too-large"),
    /// The address is above the bound. A query that is too long is a bad one, whatever its length: never 414.
    UriTooLong => ("uri-too-long", BAD_REQUEST, "error-uri-too-long"),
    /// The body is of a kind that is not taken.
    UnsupportedMediaType => ("unsupported-media-type", UNSUPPORTED_MEDIA_TYPE, "error-unsupported-media-type"),
    /// The body is readable and breaks a rule; details name the fields.
    Validation => ("validation", UNPROCESSABLE_ENTITY, "error-validation"),
    /// More requests than the client may send.
    RateLimited => ("rate-limited", TOO_MANY_REQUESTS, "error-rate-limited"),
    /// Somebody else's server that is needed for this does not answer.
    ProviderDown => ("provider-down", SERVICE_UNAVAILABLE, "error-provider-down"),
    /// A fault of ours.
    Internal => ("internal", INTERNAL_SERVER_ERROR, "error-internal"),
    /// Something we depend on does not answer.
    Unavailable => ("unavailable", SERVICE_UNAVAILABLE, "error-unavailable"),
    /// More requests at once than we take.
    Overloaded => ("overloaded", SERVICE_UNAVAILABLE, "error-overloaded"),
    /// The answer took longer than allowed.
    Timeout => ("timeout", SERVICE_UNAVAILABLE, "error-timeout"),
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use cholon_i18n::texts;
    use cholon_kernel::Locale;

    use super::*;

    #[test]
    fn each_code_has_a_text_in_every_language() {
        for code in Code::ALL {
            for locale in Locale::ALL {
                assert!(texts(locale).has(code.text_key()), "{} lacks {} in {locale}", code.name(), code.text_key());
            }
        }
    }

    #[test]
    fn names_are_unique_and_statuses_are_errors() {
        let names: HashSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| code.status().as_u16() >= 400));
    }
}
