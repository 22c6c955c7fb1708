//! Sound, photography, computing and small things.

use super::Paint;

/// Headphones over the ears.
pub(crate) fn headphones(paint: &Paint) -> String {
    format!(
        r##"<path d="M190 450 C170 90 630 90 610 450" fill="none" stroke="url(#body)" stroke-width="44" stroke-linecap="round"/><rect x="136" y="400" width="124" height="240" rx="60" fill="url(#body)" stroke="{shade}" stroke-width="4"/><rect x="540" y="400" width="124" height="240" rx="60" fill="url(#body)" stroke="{shade}" stroke-width="4"/><rect x="228" y="414" width="52" height="212" rx="26" fill="#24282d"/><rect x="520" y="414" width="52" height="212" rx="26" fill="#24282d"/><path d="M160 450 q-4 70 0 130" stroke="#fff" stroke-opacity=".45" stroke-width="10" stroke-linecap="round" fill="none"/>"##,
        shade = paint.shade
    )
}

/// Earbuds over their open case.
pub(crate) fn earbuds(paint: &Paint) -> String {
    let stem = if paint.variety.is_multiple_of(2) {
        r#"<rect x="262" y="230" width="38" height="170" rx="19" fill="url(#body)"/><rect x="500" y="230" width="38" height="170" rx="19" fill="url(#body)"/>"#
    } else {
        ""
    };
    format!(
        r##"{stem}<ellipse cx="290" cy="220" rx="66" ry="74" fill="url(#body)" stroke="{shade}" stroke-width="4"/><ellipse cx="510" cy="220" rx="66" ry="74" fill="url(#body)" stroke="{shade}" stroke-width="4"/><ellipse cx="330" cy="230" rx="26" ry="34" fill="#2a2e33"/><ellipse cx="470" cy="230" rx="26" ry="34" fill="#2a2e33"/><rect x="190" y="430" width="420" height="250" rx="110" fill="url(#body)" stroke="{shade}" stroke-width="5"/><path d="M190 530 H610" stroke="{shade}" stroke-width="5"/><circle cx="400" cy="582" r="9" fill="#57c785"/><path d="M240 470 q30 -20 90 -20" stroke="#fff" stroke-opacity=".6" stroke-width="14" stroke-linecap="round" fill="none"/>"##,
        shade = paint.shade
    )
}

/// A speaker, lying or standing.
pub(crate) fn speaker(paint: &Paint) -> String {
    if paint.variety.is_multiple_of(2) {
        format!(
            r##"<rect x="110" y="300" width="580" height="330" rx="150" fill="url(#body)" stroke="{shade}" stroke-width="5"/><rect x="190" y="330" width="420" height="270" rx="110" fill="#000" fill-opacity=".22"/><circle cx="300" cy="465" r="92" fill="{shade}"/><circle cx="500" cy="465" r="92" fill="{shade}"/><circle cx="300" cy="465" r="46" fill="url(#metal)"/><circle cx="500" cy="465" r="46" fill="url(#metal)"/><rect x="360" y="276" width="80" height="26" rx="13" fill="{shade}"/>"##,
            shade = paint.shade
        )
    } else {
        format!(
            r##"<rect x="240" y="130" width="320" height="550" rx="34" fill="url(#body)" stroke="{shade}" stroke-width="5"/><circle cx="400" cy="270" r="72" fill="{shade}"/><circle cx="400" cy="270" r="30" fill="url(#metal)"/><circle cx="400" cy="500" r="126" fill="{shade}"/><circle cx="400" cy="500" r="96" fill="#000" fill-opacity=".3"/><circle cx="400" cy="500" r="50" fill="url(#metal)"/><circle cx="500" cy="170" r="10" fill="#ff8a65"/>"##,
            shade = paint.shade
        )
    }
}

/// A soundbar with its subwoofer.
pub(crate) fn soundbar(paint: &Paint) -> String {
    format!(
        r##"<rect x="300" y="210" width="260" height="330" rx="24" fill="url(#body)"/><circle cx="430" cy="390" r="86" fill="{shade}"/><rect x="60" y="560" width="680" height="88" rx="30" fill="url(#glass)" stroke="{shade}" stroke-width="4"/><path d="M110 604 H690" stroke="#fff" stroke-opacity=".16" stroke-width="40" stroke-dasharray="4 10"/><circle cx="700" cy="604" r="6" fill="#7fd1ff"/>"##,
        shade = paint.shade
    )
}

/// A camera with its lens.
pub(crate) fn camera(paint: &Paint) -> String {
    let hump = if paint.variety.is_multiple_of(2) {
        r#"<path d="M310 250 L340 180 H460 L490 250z" fill="url(#body)"/>"#
    } else {
        r#"<rect x="180" y="214" width="110" height="40" rx="10" fill="url(#metal)"/>"#
    };
    format!(
        r##"{hump}<rect x="120" y="246" width="560" height="370" rx="36" fill="url(#body)" stroke="{shade}" stroke-width="5"/><rect x="120" y="316" width="560" height="210" fill="#16191d" fill-opacity=".8"/><circle cx="420" cy="430" r="170" fill="#23282d"/><circle cx="420" cy="430" r="150" fill="url(#glass)" stroke="#5d656d" stroke-width="8"/><circle cx="420" cy="430" r="96" fill="#0c2036"/><circle cx="420" cy="430" r="62" fill="#274a78"/><circle cx="392" cy="398" r="22" fill="#d3e6fb" fill-opacity=".8"/><rect x="560" y="218" width="80" height="34" rx="12" fill="#2a2f34"/><circle cx="196" cy="284" r="14" fill="#ff8a65"/>"##,
        shade = paint.shade
    )
}

/// A lens standing upright.
pub(crate) fn lens(paint: &Paint) -> String {
    format!(
        r##"<path d="M250 180 H550 L530 660 H270z" fill="url(#body)" stroke="{shade}" stroke-width="5"/><ellipse cx="400" cy="180" rx="150" ry="50" fill="url(#glass)"/><ellipse cx="400" cy="180" rx="104" ry="32" fill="#274a78"/><ellipse cx="370" cy="170" rx="30" ry="9" fill="#d3e6fb" fill-opacity=".8"/><path d="M256 320 H544 M260 400 H540" stroke="#000" stroke-opacity=".35" stroke-width="44" stroke-dasharray="8 8"/><path d="M264 500 H536" stroke="#d8524f" stroke-width="7"/>"##,
        shade = paint.shade
    )
}

/// A drone from the front.
pub(crate) fn drone(paint: &Paint) -> String {
    format!(
        r##"<path d="M150 300 L350 400 M650 300 L450 400 M200 560 L360 460 M600 560 L440 460" stroke="{shade}" stroke-width="26" stroke-linecap="round"/><ellipse cx="150" cy="286" rx="130" ry="16" fill="#5d656d" fill-opacity=".5"/><ellipse cx="650" cy="286" rx="130" ry="16" fill="#5d656d" fill-opacity=".5"/><ellipse cx="200" cy="548" rx="110" ry="14" fill="#5d656d" fill-opacity=".5"/><ellipse cx="600" cy="548" rx="110" ry="14" fill="#5d656d" fill-opacity=".5"/><rect x="310" y="350" width="180" height="140" rx="56" fill="url(#body)" stroke="{shade}" stroke-width="5"/><circle cx="400" cy="480" r="46" fill="#16191d"/><circle cx="400" cy="480" r="22" fill="#274a78"/>"##,
        shade = paint.shade
    )
}

/// A projector with its beam.
pub(crate) fn projector(paint: &Paint) -> String {
    format!(
        r##"<path d="M300 450 L60 180 V330z" fill="url(#wall)" fill-opacity=".35"/><rect x="200" y="360" width="460" height="260" rx="40" fill="url(#body)" stroke="{shade}" stroke-width="5"/><circle cx="310" cy="480" r="88" fill="#24282d"/><circle cx="310" cy="480" r="60" fill="#274a78"/><circle cx="288" cy="456" r="16" fill="#d3e6fb"/><path d="M460 430 H610 M460 470 H610 M460 510 H610" stroke="#000" stroke-opacity=".2" stroke-width="12" stroke-linecap="round"/><rect x="250" y="620" width="50" height="20" fill="#3a4046"/><rect x="560" y="620" width="50" height="20" fill="#3a4046"/>"##,
        shade = paint.shade
    )
}

/// A generator or power station.
pub(crate) fn generator(paint: &Paint) -> String {
    format!(
        r##"<path d="M230 250 q0 -70 70 -70 h200 q70 0 70 70" fill="none" stroke="{shade}" stroke-width="30"/><rect x="150" y="240" width="500" height="420" rx="44" fill="url(#body)" stroke="{shade}" stroke-width="5"/><rect x="210" y="300" width="200" height="120" rx="16" fill="#10161b"/><path d="M300 320 l-30 50 h30 l-14 40 l50 -60 h-32 l20 -30z" fill="#f6d365"/><circle cx="480" cy="360" r="36" fill="#24282d"/><circle cx="570" cy="360" r="36" fill="#24282d"/><rect x="210" y="470" width="380" height="140" rx="16" fill="#000" fill-opacity=".18"/>"##,
        shade = paint.shade
    )
}

/// A mouse.
pub(crate) fn mouse(paint: &Paint) -> String {
    format!(
        r##"<path d="M260 380 C260 180 540 180 540 380 V500 C540 740 260 740 260 500z" fill="url(#body)" stroke="{shade}" stroke-width="5"/><path d="M400 236 V400 M262 404 q138 34 276 0" stroke="#000" stroke-opacity=".25" stroke-width="5" fill="none"/><rect x="384" y="284" width="32" height="80" rx="16" fill="#24282d"/><path d="M296 420 q-10 120 40 190" stroke="#fff" stroke-opacity=".4" stroke-width="14" stroke-linecap="round" fill="none"/>"##,
        shade = paint.shade
    )
}

/// A keyboard, tilted.
pub(crate) fn keyboard(paint: &Paint) -> String {
    let keys: String = (0..4)
        .flat_map(|row| (0..11).map(move |key| (row, key)))
        .map(|(row, key)| {
            let accent = (row * 11 + key + usize::try_from(paint.variety).unwrap_or(0)) % 13 == 0;
            let colour = if accent { "#ff8a65" } else { "#fbfbfb" };
            format!(r##"<rect x="{}" y="{}" width="48" height="44" rx="9" fill="{colour}" stroke="#c3c9cf" stroke-width="2"/>"##, 104 + key * 54, 356 + row * 52)
        })
        .collect();
    format!(
        r##"<rect x="76" y="324" width="648" height="300" rx="26" fill="url(#body)" stroke="{shade}" stroke-width="5"/>{keys}<rect x="240" y="568" width="320" height="38" rx="9" fill="#fbfbfb" stroke="#c3c9cf" stroke-width="2"/>"##,
        shade = paint.shade
    )
}

/// A power bank with a short cable.
pub(crate) fn power_bank(paint: &Paint) -> String {
    format!(
        r##"<rect x="266" y="140" width="268" height="540" rx="44" fill="url(#body)" stroke="{shade}" stroke-width="5"/><path d="M290 170 h80 v480 h-50 q-30 0 -30 -30z" fill="#fff" fill-opacity=".14"/><circle cx="360" cy="220" r="9" fill="#57c785"/><circle cx="390" cy="220" r="9" fill="#57c785"/><circle cx="420" cy="220" r="9" fill="#57c785"/><circle cx="450" cy="220" r="9" fill="#fff" fill-opacity=".5"/><rect x="340" y="128" width="120" height="24" rx="8" fill="#24282d"/>"##,
        shade = paint.shade
    )
}

/// A charger plug.
pub(crate) fn charger(paint: &Paint) -> String {
    format!(
        r##"<rect x="330" y="130" width="26" height="110" rx="8" fill="url(#metal)"/><rect x="444" y="130" width="26" height="110" rx="8" fill="url(#metal)"/><rect x="236" y="230" width="328" height="420" rx="60" fill="url(#body)" stroke="{shade}" stroke-width="5"/><path d="M262 270 h90 v340 h-50 q-40 0 -40 -40z" fill="#fff" fill-opacity=".2"/><rect x="346" y="560" width="108" height="36" rx="18" fill="#24282d"/>"##,
        shade = paint.shade
    )
}

/// A coiled cable.
pub(crate) fn cable(paint: &Paint) -> String {
    format!(
        r#"<g fill="none" stroke="{body}" stroke-width="22" stroke-linecap="round"><circle cx="400" cy="430" r="190"/><circle cx="400" cy="430" r="158" stroke="{shade}"/><path d="M400 240 q-150 -40 -190 -110 M560 530 q70 70 90 130"/></g><rect x="176" y="70" width="62" height="90" rx="14" fill="url(#metal)" transform="rotate(-24 206 112)"/><rect x="626" y="630" width="62" height="70" rx="14" fill="url(#metal)" transform="rotate(-24 650 660)"/>"#,
        body = paint.body,
        shade = paint.shade
    )
}

/// A drive, card or stick.
pub(crate) fn drive(paint: &Paint) -> String {
    format!(
        r##"<rect x="240" y="150" width="320" height="520" rx="40" fill="url(#body)" stroke="{shade}" stroke-width="5"/><path d="M270 190 h100 v440 h-60 q-40 0 -40 -40z" fill="#fff" fill-opacity=".15"/><rect x="300" y="240" width="200" height="120" rx="14" fill="#fff" fill-opacity=".75"/><rect x="326" y="272" width="120" height="16" rx="8" fill="{shade}"/><rect x="326" y="304" width="80" height="16" rx="8" fill="{shade}" fill-opacity=".6"/><circle cx="400" cy="600" r="10" fill="#7fd1ff"/>"##,
        shade = paint.shade
    )
}

/// A router with its antennas.
pub(crate) fn router(paint: &Paint) -> String {
    format!(
        r##"<g fill="{shade}"><rect x="150" y="180" width="26" height="330" rx="13" transform="rotate(-8 163 345)"/><rect x="300" y="160" width="26" height="350" rx="13"/><rect x="474" y="160" width="26" height="350" rx="13"/><rect x="624" y="180" width="26" height="330" rx="13" transform="rotate(8 637 345)"/></g><path d="M120 500 H680 L720 640 q0 34 -34 34 H114 q-34 0 -34 -34z" fill="url(#body)" stroke="{shade}" stroke-width="5"/><g fill="#57c785"><circle cx="330" cy="600" r="9"/><circle cx="376" cy="600" r="9"/><circle cx="422" cy="600" r="9"/><circle cx="468" cy="600" r="9"/></g>"##,
        shade = paint.shade
    )
}

/// A camera that watches a room.
pub(crate) fn security_camera(paint: &Paint) -> String {
    format!(
        r##"<path d="M300 640 q0 -120 100 -120 t100 120z" fill="url(#metal)"/><circle cx="400" cy="370" r="200" fill="url(#body)" stroke="{shade}" stroke-width="5"/><ellipse cx="400" cy="360" rx="130" ry="120" fill="url(#glass)"/><circle cx="400" cy="360" r="62" fill="#0c2036"/><circle cx="400" cy="360" r="34" fill="#274a78"/><circle cx="384" cy="344" r="12" fill="#d3e6fb"/><circle cx="480" cy="440" r="7" fill="#57c785"/><ellipse cx="400" cy="652" rx="140" ry="26" fill="{shade}"/>"##,
        shade = paint.shade
    )
}

/// A printer with paper.
pub(crate) fn printer(paint: &Paint) -> String {
    format!(
        r##"<path d="M240 180 H560 V360 H240z" fill="#fff" stroke="#cfd6dc" stroke-width="4"/><path d="M110 340 H690 q30 0 30 30 V600 q0 30 -30 30 H110 q-30 0 -30 -30 V370 q0 -30 30 -30z" fill="url(#body)" stroke="{shade}" stroke-width="5"/><rect x="200" y="500" width="400" height="22" rx="11" fill="#16191d"/><path d="M220 512 H580 L610 690 H190z" fill="#fff" stroke="#cfd6dc" stroke-width="4"/><path d="M250 560 H520 M250 596 H480 M250 632 H540" stroke="#b9c2ca" stroke-width="9" stroke-linecap="round"/><rect x="560" y="390" width="110" height="56" rx="10" fill="#10161b"/><circle cx="140" cy="400" r="10" fill="#57c785"/>"##,
        shade = paint.shade
    )
}

/// A game console with its controller.
pub(crate) fn console(paint: &Paint) -> String {
    format!(
        r##"<path d="M250 110 q80 20 80 280 t-80 290 q-40 -20 -40 -280 t40 -290z" fill="url(#body)" stroke="{shade}" stroke-width="4"/><rect x="262" y="140" width="70" height="520" rx="20" fill="#16191d"/><path d="M344 110 q-80 20 -80 280 t80 290 q40 -20 40 -280 t-40 -290z" fill="url(#body)" stroke="{shade}" stroke-width="4"/><path d="M450 470 q110 -60 220 0 q60 60 60 170 q-50 60 -100 -20 h-140 q-50 80 -100 20 q0 -110 60 -170z" fill="url(#body)" stroke="{shade}" stroke-width="5"/><circle cx="510" cy="560" r="28" fill="#24282d"/><circle cx="620" cy="560" r="28" fill="#24282d"/><rect x="524" y="476" width="82" height="44" rx="12" fill="#24282d"/><g fill="#7fa8ff"><circle cx="668" cy="500" r="9"/><circle cx="690" cy="520" r="9"/></g>"##,
        shade = paint.shade
    )
}
