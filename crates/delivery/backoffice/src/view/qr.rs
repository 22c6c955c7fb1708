//! A link as a code for cameras: drawn here, so that the secret in it goes to nobody else.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Empty modules around the code, as its standard asks.
const QUIET: usize = 4;

/// The markup of a code; empty for a text that no code takes.
pub(crate) fn svg(text: &str, label: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return String::new() };
    let side = code.width() + 2 * QUIET;
    let path = path(&code);
    let label = label.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    format!(
        r##"<svg class="qr" role="img" aria-label="{label}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>"##
    )
}

/// Each run of dark modules as one stroke.
fn path(code: &QrCode) -> String {
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (row, line) in colors.chunks(width).enumerate() {
        let mut column = 0;
        for run in line.chunk_by(|one, other| one == other) {
            if run[0] == Color::Dark {
                let (x, y, length) = (column + QUIET, row + QUIET, run.len());
                let written = write!(path, "M{x} {y}h{length}v1h-{length}z");
                debug_assert!(written.is_ok(), "a string takes every text");
            }
            column += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_begins_with_its_finder() {
        let svg = svg("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ", "A \"code\"");
        // The outer ring of the finder in the upper left corner is seven modules wide.
        assert!(svg.contains("d=\"M4 4h7v1h-7z"), "{svg}");
        assert!(svg.contains("aria-label=\"A &quot;code&quot;\""));
        assert!(super::svg(&"x".repeat(4000), "").is_empty());
    }
}
