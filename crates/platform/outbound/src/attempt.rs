//! The attempts of one call, and the pauses between them.

use std::time::Duration;

use crate::answer::Answer;
use crate::error::{OutboundError, innermost_cause};

/// The longest pause before the second attempt; it doubles with every further one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// The longest pause before any attempt.
const PAUSE_MAX: Duration = Duration::from_secs(2);

/// A call that is ready to be sent, as often as needed.
pub(crate) struct Call {
    pub(crate) client: reqwest::Client,
    pub(crate) request: reqwest::Request,
    pub(crate) body_bytes_max: usize,
    pub(crate) attempts: u32,
}

impl Call {
    /// Sends the request until there is an answer, the server is not to blame, or the attempts are used up.
    pub(crate) async fn run(&self) -> Result<Answer, OutboundError> {
        let mut tried = 1;
        loop {
            match self.attempt().await {
                Err(error) if error.is_failure_of_server() && tried < self.attempts => {
                    tracing::debug!(%error, tried, "an outgoing call is tried again");
                    tokio::time::sleep(pause(tried)).await;
                    tried += 1;
                }
                result => return result,
            }
        }
    }

    async fn attempt(&self) -> Result<Answer, OutboundError> {
        // The body is bytes in memory, so a request can always be copied.
        let copy = self.request.try_clone().ok_or(OutboundError::BadRequest("the body cannot be sent twice"))?;
        let sent = self.client.execute(copy).await;
        let answer = sent.map_err(|error| OutboundError::Unreachable(innermost_cause(error)))?;
        if answer.status().is_server_error() {
            return Err(OutboundError::Status { status: answer.status().as_u16() });
        }
        Answer::read(answer, self.body_bytes_max).await
    }
}

/// A random pause after `tried` attempts: those who failed together do not come back together.
fn pause(tried: u32) -> Duration {
    longest_pause(tried).mul_f64(rand::random())
}

fn longest_pause(tried: u32) -> Duration {
    FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(tried.saturating_sub(1))).min(PAUSE_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_bound() {
        let pauses: Vec<u128> = [1, 2, 3, 5, 6, 40].map(|tried| longest_pause(tried).as_millis()).to_vec();
        assert_eq!(pauses, [100, 200, 400, 1600, 2000, 2000]);
        assert!((0..100).all(|_| pause(2) <= longest_pause(2)));
    }
}
