//! News above a page: what was just done, or not done.

/// What a page says about the thing that was just done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    pub kind: FlashKind,
    pub text: String,
}

/// How good the news is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlashKind {
    /// It was done.
    Done,
    /// It was done, but differently.
    Warning,
    /// It was not done.
    Failed,
}

impl Flash {
    /// The end of its class.
    pub const fn class(&self) -> &'static str {
        match self.kind {
            FlashKind::Done => "done",
            FlashKind::Warning => "warning",
            FlashKind::Failed => "failed",
        }
    }

    /// Its symbol.
    pub const fn icon(&self) -> &'static str {
        match self.kind {
            FlashKind::Done => "check",
            FlashKind::Warning => "info",
            FlashKind::Failed => "alert",
        }
    }

    /// News that are read out at once, or when there is a pause.
    pub const fn role(&self) -> &'static str {
        match self.kind {
            FlashKind::Done | FlashKind::Warning => "status",
            FlashKind::Failed => "alert",
        }
    }
}
