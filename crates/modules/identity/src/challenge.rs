//! Codes: sending them, and checking what somebody typed (IDN-1).

use cholon_crypto::{OneTimeCode, Token};
use cholon_database::Tx;
use cholon_kernel::clock::Timestamp;
use cholon_kernel::{AccountId, Locale};
use jiff::SignedDuration;
use secrecy::SecretString;

use crate::error::IdentityError;
use crate::facade::{Identity, commit};
use crate::model::Contact;
use crate::ports::{Letter, LetterKind};
use crate::store;
use crate::store::challenges::{ChallengeRow, Solved};

cholon_kernel::typed_id!(
    /// A code that was sent, and waits to be typed.
    ChallengeId
);

/// How long a code counts.
pub(crate) const CODE_MINUTES: u32 = 5;
/// How long a link or code for a new password counts.
pub(crate) const RESET_MINUTES: u32 = 30;
/// Tries of one code.
pub(crate) const TRIES_MAX: u8 = 5;
/// Time between two codes for the same address.
const RESEND_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// Codes for the same address within an hour.
const CODES_PER_HOUR_MAX: i64 = 5;
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Register,
    Reset,
    Contact,
}

impl Purpose {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Reset => "reset",
            Self::Contact => "contact",
        }
    }

    const fn minutes(self) -> u32 {
        match self {
            Self::Register | Self::Contact => CODE_MINUTES,
            Self::Reset => RESET_MINUTES,
        }
    }
}

/// A code was sent, or would have been: who asked cannot tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// What to bring along with the code.
    pub challenge: ChallengeId,
    /// Seconds after which another may be sent.
    pub resend_seconds: u32,
    /// Minutes that the code counts.
    pub minutes: u32,
}

/// What is to be asked.
pub(crate) struct Ask<'a> {
    pub(crate) purpose: Purpose,
    pub(crate) to: &'a Contact,
    pub(crate) locale: Locale,
    /// Whose it is; where a code is for somebody who has an account.
    pub(crate) account: Option<AccountId>,
    /// What is done once the code is right.
    pub(crate) payload: Option<Vec<u8>>,
    /// What the message says.
    pub(crate) says: Says,
}

/// What a message says to who was asked for. Only a code leads anywhere.
pub(crate) enum Says {
    /// The code.
    TheCode,
    /// Something else.
    Instead(LetterKind),
    /// There is no message.
    Nothing,
}

impl Identity {
    /// Sends a code within `tx`, or what is sent instead of one.
    pub(crate) async fn ask(&self, tx: &mut Tx, ask: Ask<'_>) -> Result<Sent, IdentityError> {
        let now = self.now();
        let destination = ask.to.as_str();
        store::challenges::lock_destination(tx, destination).await?;
        check_rate(tx, destination, now).await?;
        let id = ChallengeId::new(self.clock());
        let (code, link) = (OneTimeCode::random(), Token::random());
        let leads_somewhere = matches!(ask.says, Says::TheCode);
        let has_link = leads_somewhere && ask.purpose == Purpose::Reset;
        let code_digest = code.digest(&self.inner.keys.codes, id.as_uuid().as_bytes());
        let link_digest = has_link.then(|| link.digest());
        let seal = |payload: Vec<u8>| self.inner.keys.sealer.seal(id.as_uuid().as_bytes(), &payload);
        let sealed = ask.payload.map(seal).transpose()?;
        let row = ChallengeRow {
            id: id.as_uuid(),
            purpose: ask.purpose.name(),
            destination,
            account: ask.account,
            code_digest: leads_somewhere.then_some(&code_digest),
            link_digest: link_digest.as_ref().map(<[u8; 32]>::as_slice),
            payload_sealed: sealed.as_deref(),
            created_at: now,
            expires_at: now + SignedDuration::from_mins(i64::from(ask.purpose.minutes())),
        };
        store::challenges::insert(tx, &row).await?;
        let what = match ask.says {
            Says::TheCode => Some(letter(ask.purpose, &code, &link)),
            Says::Instead(what) => Some(what),
            Says::Nothing => None,
        };
        if let Some(what) = what {
            let letter = Letter { to: ask.to.clone(), locale: ask.locale, what };
            self.inner.messenger.post(tx, letter).await?;
        }
        Ok(Sent { challenge: id, resend_seconds: seconds(RESEND_AFTER), minutes: ask.purpose.minutes() })
    }

    /// Uses a code that somebody typed, in a transaction that goes on with what the code is for.
    ///
    /// The try is counted and committed before it is compared: tries at the same time cannot exceed the bound, and a
    /// crash in between costs a try, not the bound.
    pub(crate) async fn solve(
        &self,
        purpose: Purpose,
        id: ChallengeId,
        typed: &str,
    ) -> Result<(Tx, Solved), IdentityError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let tried =
            store::challenges::count_try(&mut tx, id.as_uuid(), purpose.name(), i32::from(TRIES_MAX), now).await?;
        commit(tx).await?;
        let tried = tried.ok_or(IdentityError::CodeRefused { tries_left: 0 })?;
        let tries_left = u8::try_from(i32::from(TRIES_MAX) - tried.tries).unwrap_or(0);
        let is_right = OneTimeCode::parse(typed)
            .zip(tried.code_digest)
            .is_some_and(|(code, digest)| code.is_behind(&digest, &self.inner.keys.codes, id.as_uuid().as_bytes()));
        if !is_right {
            return Err(IdentityError::CodeRefused { tries_left });
        }
        self.take(id, now).await
    }

    /// Uses the link of a code instead of the code itself.
    pub(crate) async fn solve_link(&self, purpose: Purpose, link: &str) -> Result<(Tx, Solved), IdentityError> {
        let refused = IdentityError::CodeRefused { tries_left: 0 };
        let now = self.now();
        let Some(token) = Token::parse(link) else { return Err(refused) };
        let mut connection = self.inner.database.read().await?;
        let id = store::challenges::by_link(&mut connection, &token.digest(), purpose.name(), now).await?;
        drop(connection);
        self.take(id.ok_or(refused)?.into(), now).await
    }

    async fn take(&self, id: ChallengeId, now: Timestamp) -> Result<(Tx, Solved), IdentityError> {
        let mut tx = self.begin().await?;
        let solved = store::challenges::use_code(&mut tx, id.as_uuid(), now).await?;
        Ok((tx, solved.ok_or(IdentityError::CodeRefused { tries_left: 0 })?))
    }

    /// What was to be done once the code is right.
    pub(crate) fn payload(&self, solved: &Solved) -> Result<Vec<u8>, IdentityError> {
        let sealed = solved.payload_sealed.as_deref().unwrap_or_default();
        Ok(self.inner.keys.sealer.open(solved.id.as_bytes(), sealed)?)
    }
}

/// Codes are not sent faster than once a minute, nor more often than five times an hour.
async fn check_rate(tx: &mut Tx, destination: &str, now: Timestamp) -> Result<(), IdentityError> {
    let (count, span) = store::challenges::sent_since(tx, destination, now - HOUR).await?;
    let Some((newest, oldest)) = span else { return Ok(()) };
    let next = if count >= CODES_PER_HOUR_MAX { oldest + HOUR } else { newest + RESEND_AFTER };
    if next > now {
        let retry_after = next.duration_since(now).unsigned_abs();
        return Err(IdentityError::CodesTooOften { retry_after });
    }
    Ok(())
}

fn letter(purpose: Purpose, code: &OneTimeCode, link: &Token) -> LetterKind {
    let code = SecretString::from(code.reveal().to_owned());
    match purpose {
        Purpose::Register | Purpose::Contact => LetterKind::Code { code, minutes: purpose.minutes() },
        Purpose::Reset => LetterKind::PasswordReset {
            code,
            path: SecretString::from(format!("/dat-lai-mat-khau?ma={}", link.reveal())),
            minutes: purpose.minutes(),
        },
    }
}

fn seconds(duration: SignedDuration) -> u32 {
    u32::try_from(duration.as_secs()).unwrap_or(0)
}
