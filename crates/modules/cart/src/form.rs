//! Changes by the website's forms (CART-1): the server numbers them.

use cholon_kernel::VariantId;
use sha2::{Digest as _, Sha256};

use crate::batch::{Item, Work};
use crate::error::CartError;
use crate::facade::{Carts, Owner};
use crate::model::{CartState, Change, Operation};
use crate::sync::Synced;

/// What makes a form the same when it is sent twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormKey(u64);

impl FormKey {
    /// The key of a form that carries this text.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        let digest = Sha256::digest(text.as_bytes());
        digest.first_chunk().map(|start| Self(u64::from_le_bytes(*start)))
    }
}

/// What a form asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormChange {
    /// More pieces of something, at the price that was shown.
    Add {
        /// What.
        variant: VariantId,
        /// How many.
        pieces: u32,
        /// What one costs, in minor units.
        price: Option<i64>,
    },
    /// Another quantity; what was added elsewhere since the page was drawn stays.
    SetQuantity {
        /// What.
        variant: VariantId,
        /// How many there should be.
        quantity: u32,
        /// How many the page showed.
        seen: u32,
    },
    /// Away with it.
    Remove {
        /// What.
        variant: VariantId,
    },
    /// A note, or putting it aside; what is `None` stays.
    Describe {
        /// What.
        variant: VariantId,
        /// The note.
        note: Option<String>,
        /// Whether it is put aside for later.
        is_saved: Option<bool>,
    },
}

impl FormChange {
    /// The operation that it means for a cart; `None` when it means nothing.
    pub(crate) fn operation(&self, state: &CartState) -> Option<Operation> {
        match self {
            Self::Add { variant, pieces, price } => {
                let pieces = i32::try_from(*pieces).unwrap_or(i32::MAX);
                Some(Operation { variant: *variant, change: Change::Add { pieces, price: *price } })
            }
            Self::SetQuantity { variant, quantity: 0, .. } | Self::Remove { variant } => {
                Some(Operation { variant: *variant, change: Change::Remove })
            }
            Self::SetQuantity { variant, quantity, seen } => {
                let pieces = i64::from(*quantity) - i64::from(*seen);
                let pieces = i32::try_from(pieces).unwrap_or(i32::MAX);
                let change = Change::Add { pieces, price: None };
                (pieces != 0).then_some(Operation { variant: *variant, change })
            }
            Self::Describe { variant, note, is_saved } => {
                let line = state.seen().into_iter().find(|line| line.variant == *variant)?;
                let note = note.clone().unwrap_or(line.note);
                let is_saved = is_saved.unwrap_or(line.is_saved);
                Some(Operation { variant: *variant, change: Change::Describe { note, is_saved } })
            }
        }
    }
}

impl Carts {
    /// Does what a form asks for. The same form sent twice counts once.
    pub async fn change(
        &self,
        owner: &Owner,
        channel: &'static str,
        change: FormChange,
        key: Option<FormKey>,
    ) -> Result<Synced, CartError> {
        self.change_all(owner, channel, vec![change], key).await
    }

    /// Does all that one form asks for, in order, or nothing of it when the form was seen before.
    pub async fn change_all(
        &self,
        owner: &Owner,
        channel: &'static str,
        changes: Vec<FormChange>,
        key: Option<FormKey>,
    ) -> Result<Synced, CartError> {
        let work = Work::Form(changes, key.map(|key| key.0));
        self.submit(Item { key: owner.key(), channel, work }).await
    }
}
