//! Codes and tokens in circulation: random, bounded in number and in time.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Codes or tokens of one kind that are remembered; the one that ends first makes room.
const TICKETS_MAX: usize = 10_000;

struct Ticket<T> {
    meaning: T,
    ends_ms: i64,
}

/// Codes or tokens of one kind, and what each means.
pub(crate) struct Tickets<T>(HashMap<String, Ticket<T>>);

impl<T> Default for Tickets<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> Tickets<T> {
    /// A new one that means `meaning` until `ends_ms`.
    pub(crate) fn issue(&mut self, meaning: T, ends_ms: i64) -> String {
        if self.0.len() >= TICKETS_MAX {
            let first = self.0.iter().min_by_key(|(_, ticket)| ticket.ends_ms).map(|(text, _)| text.clone());
            first.map(|text| self.0.remove(&text));
        }
        let text = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 24]>());
        self.0.insert(text.clone(), Ticket { meaning, ends_ms });
        text
    }

    /// What it means, for the last time.
    pub(crate) fn spend(&mut self, text: &str, now_ms: i64) -> Option<T> {
        self.0.remove(text).filter(|ticket| now_ms < ticket.ends_ms).map(|ticket| ticket.meaning)
    }

    /// What it means.
    pub(crate) fn look(&self, text: &str, now_ms: i64) -> Option<&T> {
        self.0.get(text).filter(|ticket| now_ms < ticket.ends_ms).map(|ticket| &ticket.meaning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_spent_once_and_in_time() {
        let mut tickets = Tickets::default();
        let (first, second) = (tickets.issue(1, 100), tickets.issue(2, 100));
        assert_eq!(tickets.look(&first, 99), Some(&1));
        assert_eq!((tickets.spend(&first, 99), tickets.spend(&first, 99)), (Some(1), None));
        assert_eq!(tickets.spend(&second, 100), None);
    }

    #[test]
    fn their_number_is_bounded() {
        let mut tickets = Tickets::default();
        let first = tickets.issue(0, 1);
        (0..TICKETS_MAX).for_each(|_| drop(tickets.issue(0, 2)));
        assert_eq!(tickets.0.len(), TICKETS_MAX);
        assert_eq!(tickets.look(&first, 0), None);
    }
}
