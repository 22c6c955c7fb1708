//! How long the audit log is kept, and what takes the place of the lines that are dropped (IDN-10).
//!
//! The anchor is the number and digest of the last line that was dropped, sealed with the key of the log: the lines that
//! are left begin there, and a log that was cut elsewhere has no seal that fits.

use cholon_crypto::{hmac_sha256, is_same};
use jiff::SignedDuration;

use crate::error::IdentityError;
use crate::facade::{Identity, commit};
use crate::store;
use crate::store::audit::Anchor;

/// The shortest time that lines are kept.
pub const AUDIT_KEPT_MIN: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Lines that one transaction drops at most.
const DROPPED_MAX: i64 = 1_000;
/// Transactions of one run at most; the next run goes on.
const ROUNDS_MAX: usize = 100;

impl Identity {
    /// Drops lines older than `kept`, which is at least [`AUDIT_KEPT_MIN`], and moves the anchor. A line that is not
    /// what was written stays, with all behind it, and is reported: dropping it would hide that. Answers how many went.
    pub async fn drop_old_audit(&self, kept: SignedDuration) -> Result<u64, IdentityError> {
        let mut dropped = 0;
        for _ in 0..ROUNDS_MAX {
            match self.drop_audit_batch(kept.max(AUDIT_KEPT_MIN)).await? {
                0 => break,
                lines => dropped += lines,
            }
        }
        Ok(dropped)
    }

    async fn drop_audit_batch(&self, kept: SignedDuration) -> Result<u64, IdentityError> {
        let before = self.now() - kept;
        let mut tx = self.begin().await?;
        let anchor = store::audit::lock_anchor(&mut tx).await?;
        if !self.is_sealed(&anchor) {
            return Err(IdentityError::AuditBroken { at: anchor.number });
        }
        let lines = store::audit::next(&mut tx, anchor.number, DROPPED_MAX).await?;
        let (mut number, mut digest) = (anchor.number, anchor.digest);
        for (line, written) in lines.into_iter().take_while(|(line, _)| line.happened_at < before) {
            if !self.follows(&line, &written, number, &digest) {
                return Err(IdentityError::AuditBroken { at: number + 1 });
            }
            (number, digest) = (line.number, written);
        }
        if number == anchor.number {
            return Ok(0);
        }
        let seal = self.seal(number, &digest).to_vec();
        let dropped = store::audit::drop_to(&mut tx, &Anchor { number, digest, seal }).await?;
        commit(tx).await?;
        Ok(dropped)
    }

    /// Whether this shop moved the anchor to where it is.
    pub(crate) fn is_sealed(&self, anchor: &Anchor) -> bool {
        let is_first = anchor.number == 0 && anchor.digest.is_empty();
        is_first || is_same(&self.seal(anchor.number, &anchor.digest), &anchor.seal)
    }

    fn seal(&self, number: i64, digest: &[u8]) -> [u8; 32] {
        let message = [b"audit.anchor".as_slice(), &number.to_be_bytes(), digest].concat();
        hmac_sha256(&self.inner.keys.audit, &message)
    }
}
