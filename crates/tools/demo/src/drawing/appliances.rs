//! Things of kitchen and household.

use super::Paint;

/// A fridge; its doors follow from its kind.
pub(crate) fn fridge(paint: &Paint, name: &str) -> String {
    let (x, width, lines) = if name.contains("mini") {
        (270, 260, "")
    } else if name.contains("Side by Side") || name.contains("InstaView") {
        (
            190,
            420,
            r##"<path d="M400 92 V676" stroke="#000" stroke-opacity=".35" stroke-width="4"/><rect x="376" y="260" width="10" height="240" rx="5" fill="url(#metal)"/><rect x="414" y="260" width="10" height="240" rx="5" fill="url(#metal)"/><rect x="244" y="300" width="90" height="130" rx="8" fill="#11161b"/>"##,
        )
    } else if name.contains("cửa") {
        (
            200,
            400,
            r##"<path d="M400 92 V440 M200 440 H600 M200 558 H600" stroke="#000" stroke-opacity=".35" stroke-width="4"/><rect x="378" y="180" width="9" height="200" rx="4" fill="url(#metal)"/><rect x="413" y="180" width="9" height="200" rx="4" fill="url(#metal)"/><rect x="300" y="456" width="200" height="9" rx="4" fill="url(#metal)"/><rect x="300" y="574" width="200" height="9" rx="4" fill="url(#metal)"/>"##,
        )
    } else if name.contains("đá dưới") {
        (
            252,
            296,
            r##"<path d="M252 470 H548" stroke="#000" stroke-opacity=".35" stroke-width="4"/><rect x="276" y="300" width="10" height="150" rx="5" fill="url(#metal)"/><rect x="276" y="490" width="10" height="90" rx="5" fill="url(#metal)"/>"##,
        )
    } else {
        (
            252,
            296,
            r##"<path d="M252 280 H548" stroke="#000" stroke-opacity=".35" stroke-width="4"/><rect x="276" y="170" width="10" height="90" rx="5" fill="url(#metal)"/><rect x="276" y="300" width="10" height="170" rx="5" fill="url(#metal)"/>"##,
        )
    };
    let (top, height) = if name.contains("mini") { (320, 356) } else { (92, 584) };
    format!(
        r##"<rect x="{x}" y="{top}" width="{width}" height="{height}" rx="16" fill="url(#body)" stroke="{shade}" stroke-width="4"/><path d="M{x} {top} h{third} L{x} {bottom}z" fill="#fff" fill-opacity=".14"/>{lines}<rect x="{foot}" y="676" width="40" height="12" fill="#3a4046"/><rect x="{foot_right}" y="676" width="40" height="12" fill="#3a4046"/>"##,
        shade = paint.shade,
        third = width / 2,
        bottom = top + height - 60,
        foot = x + 24,
        foot_right = x + width - 64,
    )
}

/// A washing machine, loaded from the front or the top.
pub(crate) fn washer(paint: &Paint, is_top: bool) -> String {
    let face = if is_top {
        r##"<path d="M210 250 L240 170 H560 L590 250z" fill="url(#glass)"/><rect x="230" y="262" width="340" height="46" rx="12" fill="#11161b"/><circle cx="520" cy="285" r="14" fill="#7fd1ff"/><rect x="260" y="278" width="130" height="14" rx="7" fill="#7fd1ff" fill-opacity=".6"/>"##
    } else {
        r##"<rect x="210" y="160" width="380" height="72" rx="10" fill="#fff" fill-opacity=".35"/><circle cx="350" cy="196" r="26" fill="url(#metal)"/><rect x="420" y="178" width="130" height="36" rx="8" fill="#11161b"/><circle cx="400" cy="440" r="168" fill="url(#metal)"/><circle cx="400" cy="440" r="132" fill="url(#glass)"/><path d="M290 470 q60 -50 110 0 t112 -10 q-10 100 -112 104 q-92 0 -110 -94z" fill="#7fb8e6" fill-opacity=".55"/><path d="M310 360 q60 -70 150 -46" stroke="#fff" stroke-opacity=".6" stroke-width="12" fill="none" stroke-linecap="round"/>"##
    };
    format!(
        r##"<rect x="190" y="140" width="420" height="540" rx="22" fill="url(#body)" stroke="{}" stroke-width="4"/>{face}<rect x="220" y="680" width="46" height="12" fill="#3a4046"/><rect x="534" y="680" width="46" height="12" fill="#3a4046"/>"##,
        paint.shade
    )
}

/// The indoor unit of an air conditioner.
pub(crate) fn air_conditioner(paint: &Paint) -> String {
    let curve = 300 + paint.variety * 3;
    format!(
        r##"<rect x="70" y="250" width="660" height="214" rx="34" fill="url(#metal)"/><rect x="70" y="246" width="660" height="{height}" rx="34" fill="#fdfdfd" stroke="#d8dde2" stroke-width="3"/><path d="M100 420 H700" stroke="#b7bfc7" stroke-width="8" stroke-linecap="round"/><path d="M110 442 H690" stroke="#5d656d" stroke-width="10" stroke-linecap="round"/><rect x="600" y="{curve}" width="80" height="26" rx="8" fill="#13202c" fill-opacity=".8"/><path d="M180 510 q20 40 0 80 M290 510 q20 50 0 100 M400 510 q20 56 0 112 M510 510 q20 50 0 100 M620 510 q20 40 0 80" stroke="#8cc8f0" stroke-width="9" stroke-opacity=".7" fill="none" stroke-linecap="round"/>"##,
        height = 196,
    )
}

/// A rice cooker.
pub(crate) fn rice_cooker(paint: &Paint) -> String {
    format!(
        r##"<path d="M170 360 q0 -150 230 -150 t230 150z" fill="url(#metal)"/><path d="M160 360 h480 v170 q0 140 -150 140 H310 q-150 0 -150 -140z" fill="url(#body)" stroke="{shade}" stroke-width="4"/><rect x="280" y="440" width="240" height="150" rx="26" fill="#12171c"/><rect x="312" y="464" width="176" height="56" rx="10" fill="#8fe0c0"/><circle cx="350" cy="556" r="15" fill="#f5f6f7"/><circle cx="400" cy="556" r="15" fill="#ff8a65"/><circle cx="450" cy="556" r="15" fill="#f5f6f7"/><rect x="340" y="196" width="120" height="26" rx="13" fill="{shade}"/>"##,
        shade = paint.shade,
    )
}

/// An air fryer with its drawer.
pub(crate) fn air_fryer(paint: &Paint) -> String {
    format!(
        r##"<path d="M230 220 q0 -90 170 -90 t170 90 L600 640 q0 44 -44 44 H244 q-44 0 -44 -44z" fill="url(#body)" stroke="{shade}" stroke-width="4"/><rect x="300" y="180" width="200" height="120" rx="24" fill="#0e1216"/><text/><circle cx="360" cy="240" r="26" fill="none" stroke="#7fd1ff" stroke-width="6"/><rect x="412" y="222" width="60" height="10" rx="5" fill="#7fd1ff"/><rect x="412" y="246" width="44" height="10" rx="5" fill="#7fd1ff" fill-opacity=".6"/><path d="M216 390 H584 L598 620 q0 30 -30 30 H232 q-30 0 -30 -30z" fill="#000" fill-opacity=".16"/><rect x="346" y="440" width="108" height="150" rx="44" fill="url(#metal)" stroke="{shade}" stroke-width="5"/>"##,
        shade = paint.shade,
    ).replace("<text/>", "")
}

/// A microwave oven.
pub(crate) fn microwave(paint: &Paint) -> String {
    let dots: String = (0..9)
        .map(|dot| {
            format!(
                r##"<circle cx="{}" cy="{}" r="13" fill="#fff" fill-opacity=".8"/>"##,
                606 + dot % 3 * 40,
                380 + dot / 3 * 44
            )
        })
        .collect();
    format!(
        r##"<rect x="80" y="230" width="640" height="420" rx="24" fill="url(#body)" stroke="{}" stroke-width="4"/><rect x="110" y="262" width="440" height="356" rx="16" fill="url(#glass)"/><ellipse cx="330" cy="540" rx="150" ry="22" fill="#fff" fill-opacity=".2"/><path d="M140 300 L330 280 L180 600 H140z" fill="#fff" fill-opacity=".08"/><rect x="590" y="280" width="112" height="56" rx="8" fill="#10161b"/><rect x="604" y="300" width="80" height="14" rx="7" fill="#8fe0c0"/>{dots}<circle cx="646" cy="560" r="38" fill="url(#metal)"/>"##,
        paint.shade
    )
}

/// A blender.
pub(crate) fn blender(paint: &Paint) -> String {
    format!(
        r##"<path d="M270 150 H530 L500 480 H300z" fill="#dbe6ee" fill-opacity=".8" stroke="#a9b8c4" stroke-width="5"/><path d="M284 300 H516 L500 480 H300z" fill="url(#wall)" fill-opacity=".8"/><rect x="260" y="112" width="280" height="46" rx="16" fill="{shade}"/><path d="M290 480 H510 L560 680 H240z" fill="url(#body)" stroke="{shade}" stroke-width="4"/><circle cx="400" cy="590" r="44" fill="url(#metal)"/><path d="M400 590 V556" stroke="#3a4046" stroke-width="8" stroke-linecap="round"/>"##,
        shade = paint.shade,
    )
}

/// An induction hob from above, tilted.
pub(crate) fn hob(paint: &Paint) -> String {
    let zones = if paint.variety.is_multiple_of(2) {
        r##"<ellipse cx="280" cy="440" rx="112" ry="70" fill="none" stroke="#ff8a65" stroke-width="7"/><ellipse cx="520" cy="440" rx="112" ry="70" fill="none" stroke="#9fb2c2" stroke-width="7"/>"##
    } else {
        r##"<ellipse cx="400" cy="440" rx="160" ry="96" fill="none" stroke="#ff8a65" stroke-width="8"/><ellipse cx="400" cy="440" rx="100" ry="60" fill="none" stroke="#ff8a65" stroke-opacity=".6" stroke-width="5"/>"##
    };
    format!(
        r##"<path d="M150 320 H650 L740 640 H60z" fill="#1a1e23"/><path d="M150 320 H650 L660 356 H140z" fill="#fff" fill-opacity=".08"/><path d="M60 640 H740 v22 H60z" fill="#3a4046"/>{zones}<rect x="300" y="580" width="200" height="30" rx="15" fill="#fff" fill-opacity=".14"/><circle cx="340" cy="595" r="7" fill="#7fd1ff"/><circle cx="400" cy="595" r="7" fill="#fff"/><circle cx="460" cy="595" r="7" fill="#fff"/>"##
    )
}

/// A flat iron.
pub(crate) fn iron(paint: &Paint) -> String {
    format!(
        r##"<path d="M110 600 q30 -200 300 -220 h250 q20 0 22 20 l18 200z" fill="url(#body)" stroke="{shade}" stroke-width="4"/><path d="M100 600 H706 v34 H96 q-6 -20 4 -34z" fill="url(#metal)"/><path d="M330 400 q20 -130 170 -130 h110 q50 0 54 50 l8 84 h-66 l-6 -60 q-2 -14 -16 -14 h-90 q-70 0 -90 72z" fill="{shade}"/><circle cx="400" cy="480" r="30" fill="#fff" fill-opacity=".5"/>"##,
        shade = paint.shade
    )
}

/// A water heater on the wall.
pub(crate) fn heater(paint: &Paint) -> String {
    let glow = 600 - paint.variety * 4;
    format!(
        r##"<rect x="190" y="190" width="420" height="380" rx="90" fill="#fcfcfc" stroke="#cfd6dc" stroke-width="5"/><path d="M240 230 q60 -30 180 -30" stroke="#fff" stroke-width="26" stroke-linecap="round"/><circle cx="400" cy="400" r="74" fill="#eef2f5" stroke="#c8d0d7" stroke-width="5"/><circle cx="400" cy="400" r="50" fill="#12202c"/><path d="M376 420 q24 -66 48 0" stroke="#ff8a65" stroke-width="9" fill="none" stroke-linecap="round"/><path d="M310 570 v70" stroke="#4a90d9" stroke-width="20" stroke-linecap="round"/><path d="M490 570 v70" stroke="#e0604c" stroke-width="20" stroke-linecap="round"/><circle cx="{glow}" cy="500" r="8" fill="#57c785"/>"##
    )
}

/// A purifier of air or water, a tower.
pub(crate) fn tower(paint: &Paint) -> String {
    let slits: String = (0..8)
        .map(|slit| {
            format!(
                r##"<rect x="300" y="{}" width="200" height="9" rx="4" fill="#000" fill-opacity=".16"/>"##,
                430 + slit * 26
            )
        })
        .collect();
    format!(
        r##"<rect x="258" y="110" width="284" height="570" rx="44" fill="url(#body)" stroke="{shade}" stroke-width="4"/><path d="M280 140 h90 v500 h-60 q-30 0 -30 -30z" fill="#fff" fill-opacity=".14"/><circle cx="400" cy="250" r="74" fill="#0f151a"/><circle cx="400" cy="250" r="58" fill="none" stroke="#57c785" stroke-width="8"/><rect x="372" y="240" width="56" height="18" rx="9" fill="#57c785"/>{slits}"##,
        shade = paint.shade
    )
}

/// A standing fan.
pub(crate) fn fan(paint: &Paint) -> String {
    let wires: String = (0..12).map(|wire| format!(r#"<path d="M400 290 V90" transform="rotate({} 400 290)" stroke="{}" stroke-opacity=".55" stroke-width="4"/>"#, wire * 30, paint.shade)).collect();
    let blades: String = (0..4).map(|blade| format!(r#"<path d="M400 290 q20 -160 100 -130 q40 70 -100 130z" transform="rotate({} 400 290)" fill="url(#body)" fill-opacity=".9"/>"#, blade * 90 + paint.variety * 8)).collect();
    format!(
        r#"<rect x="388" y="460" width="24" height="190" fill="{shade}"/><ellipse cx="400" cy="664" rx="130" ry="24" fill="url(#body)" stroke="{shade}" stroke-width="3"/>{blades}{wires}<circle cx="400" cy="290" r="200" fill="none" stroke="{shade}" stroke-width="10"/><circle cx="400" cy="290" r="36" fill="url(#metal)"/>"#,
        shade = paint.shade
    )
}

/// A stick vacuum cleaner.
pub(crate) fn vacuum(paint: &Paint) -> String {
    format!(
        r##"<g transform="rotate(14 400 400)"><rect x="386" y="220" width="28" height="400" rx="14" fill="url(#metal)"/><rect x="350" y="130" width="130" height="170" rx="50" fill="url(#body)" stroke="{shade}" stroke-width="4"/><circle cx="415" cy="210" r="40" fill="#fff" fill-opacity=".35"/><path d="M350 160 q-70 10 -60 90 h30 q-6 -50 34 -56z" fill="{shade}"/></g><path d="M210 640 h200 q24 0 24 30 v20 H200 v-30 q0 -20 10 -20z" fill="{shade}"/>"##,
        shade = paint.shade
    )
}

/// A robot vacuum with its station behind.
pub(crate) fn robot(paint: &Paint) -> String {
    let station = if paint.variety.is_multiple_of(2) {
        r##"<rect x="280" y="130" width="240" height="420" rx="40" fill="url(#metal)"/><rect x="306" y="170" width="188" height="150" rx="20" fill="#fff" fill-opacity=".7"/>"##
    } else {
        ""
    };
    format!(
        r##"{station}<path d="M150 560 a250 110 0 0 1 500 0 v50 a250 110 0 0 1 -500 0z" fill="{shade}"/><ellipse cx="400" cy="560" rx="250" ry="110" fill="url(#body)"/><ellipse cx="400" cy="540" rx="74" ry="32" fill="{shade}"/><ellipse cx="400" cy="528" rx="74" ry="32" fill="url(#metal)"/><circle cx="400" cy="620" r="9" fill="#57c785"/>"##,
        shade = paint.shade
    )
}
