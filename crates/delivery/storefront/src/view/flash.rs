//! News above a page: what was just done, or not done.

/// What a page says about the thing that was just done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flash {
    pub(crate) kind: FlashKind,
    pub(crate) text: String,
}

/// How good the news is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlashKind {
    /// It was done.
    Done,
    /// It was done, but differently.
    Warning,
    /// It was not done.
    Failed,
}

impl Flash {
    /// The end of its class.
    pub(crate) const fn class(&self) -> &'static str {
        match self.kind {
            FlashKind::Done => "done",
            FlashKind::Warning => "warning",
            FlashKind::Failed => "failed",
        }
    }

    /// Its symbol.
    pub(crate) const fn icon(&self) -> &'static str {
        match self.kind {
            FlashKind::Done => "check",
            FlashKind::Warning => "info",
            FlashKind::Failed => "alert",
        }
    }

    /// News that are read out at once, or when there is a pause.
    pub(crate) const fn role(&self) -> &'static str {
        match self.kind {
            FlashKind::Done | FlashKind::Warning => "status",
            FlashKind::Failed => "alert",
        }
    }
}
