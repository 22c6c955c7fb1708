//! What the operator in front of the terminal is told, and who that is.

use std::io::Write as _;

use cholon_kernel::Actor;

/// Writes a line to standard output; a closed pipe is no reason to fail.
pub(crate) fn say(line: impl std::fmt::Display) {
    let _closed_pipe = writeln!(std::io::stdout(), "{line}");
}

/// Writes an error with its causes to standard error, one a line.
pub(crate) fn complain(error: &anyhow::Error) {
    let mut out = std::io::stderr();
    let _closed_pipe = writeln!(out, "cholon: {error}");
    for cause in error.chain().skip(1) {
        let _closed_pipe = writeln!(out, "  because: {cause}");
    }
}

/// The operator as an actor, by the name of the machine's user.
pub(crate) fn actor() -> Actor {
    Actor::Operator(user_name())
}

#[expect(clippy::disallowed_methods, reason = "the user's name is no setting of the shop")]
fn user_name() -> String {
    ["SUDO_USER", "USER", "LOGNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok())
        .unwrap_or_else(|| "unknown".to_owned())
}
