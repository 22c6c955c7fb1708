//! Things with screens, and what protects them.

use super::Paint;

/// A phone from behind and from the front; camera layouts differ by model.
pub(crate) fn phone(paint: &Paint) -> String {
    let camera = match paint.variety % 4 {
        0 => lenses(
            &[(232, 190), (232, 262), (300, 226)],
            27,
            r##"<rect x="192" y="150" width="150" height="152" rx="40" fill="#000" fill-opacity=".14"/>"##,
        ),
        1 => lenses(&[(226, 186), (226, 262), (226, 338)], 28, ""),
        2 => lenses(
            &[(270, 196), (270, 196)],
            58,
            r##"<circle cx="270" cy="206" r="84" fill="#000" fill-opacity=".2"/>"##,
        ),
        _ => lenses(
            &[(226, 192), (226, 262)],
            30,
            r##"<rect x="184" y="146" width="84" height="162" rx="42" fill="#000" fill-opacity=".14"/>"##,
        ),
    };
    let island = if paint.variety.is_multiple_of(2) {
        r##"<rect x="484" y="142" width="72" height="20" rx="10" fill="#0b0e11"/>"##
    } else {
        r##"<circle cx="520" cy="152" r="9" fill="#0b0e11"/>"##
    };
    format!(
        r##"<g><rect x="150" y="112" width="290" height="576" rx="46" fill="url(#body)" stroke="{shade}" stroke-width="5"/><path d="M150 600 L440 240 V642 a46 46 0 0 1 -46 46 H196 a46 46 0 0 1 -46 -46z" fill="#fff" fill-opacity=".10"/>{camera}</g>
<g><rect x="376" y="120" width="288" height="568" rx="46" fill="#0f1317" stroke="{shade}" stroke-width="6"/><rect x="388" y="132" width="264" height="544" rx="36" fill="url(#wall)"/><path d="M388 500 q130 -120 264 -40 V640 a36 36 0 0 1 -36 36 H424 a36 36 0 0 1 -36 -36z" fill="#fff" fill-opacity=".18"/><circle cx="560" cy="330" r="70" fill="#fff" fill-opacity=".16"/>{island}<rect x="466" y="656" width="108" height="6" rx="3" fill="#fff" fill-opacity=".8"/></g>"##,
        shade = paint.shade,
    )
}

fn lenses(places: &[(u32, u32)], radius: u32, base: &str) -> String {
    let mut svg = base.to_owned();
    for (x, y) in places {
        svg.push_str(&format!(
            r##"<circle cx="{x}" cy="{y}" r="{radius}" fill="#15191d" stroke="#5d656d" stroke-width="5"/><circle cx="{x}" cy="{y}" r="{inner}" fill="#2c4a6b"/><circle cx="{glint_x}" cy="{glint_y}" r="5" fill="#bcd6f0"/>"##,
            inner = radius / 2,
            glint_x = x - radius / 4,
            glint_y = y - radius / 4,
        ));
    }
    svg
}

/// A phone with keys.
pub(crate) fn feature_phone(paint: &Paint) -> String {
    let keys: String = (0..12)
        .map(|key| {
            format!(
                r##"<rect x="{}" y="{}" width="62" height="36" rx="14" fill="#fff" fill-opacity=".85"/>"##,
                296 + key % 3 * 74,
                470 + key / 3 * 50
            )
        })
        .collect();
    format!(
        r##"<rect x="262" y="112" width="276" height="576" rx="54" fill="url(#body)" stroke="{}" stroke-width="5"/><rect x="292" y="160" width="216" height="190" rx="14" fill="url(#wall)"/><rect x="352" y="376" width="96" height="70" rx="30" fill="#fff" fill-opacity=".5"/>{keys}"##,
        paint.shade
    )
}

/// A tablet, with a pen for some models.
pub(crate) fn tablet(paint: &Paint) -> String {
    let pen = if paint.variety.is_multiple_of(3) {
        r##"<rect x="632" y="170" width="18" height="470" rx="9" fill="#f2f3f4" stroke="#c3c8cd" stroke-width="2"/><path d="M632 640 l9 30 l9 -30z" fill="#c3c8cd"/>"##
    } else {
        ""
    };
    format!(
        r##"<rect x="170" y="116" width="430" height="572" rx="36" fill="#13171b" stroke="{}" stroke-width="8"/><rect x="196" y="142" width="378" height="520" rx="14" fill="url(#wall)"/><path d="M196 520 q120 -150 240 -60 t138 -40 V648 a14 14 0 0 1 -14 14 H210 a14 14 0 0 1 -14 -14z" fill="#fff" fill-opacity=".2"/><circle cx="480" cy="270" r="62" fill="#fff" fill-opacity=".2"/>{pen}"##,
        paint.shade
    )
}

/// An open laptop; gaming models glow at the keys.
pub(crate) fn laptop(paint: &Paint) -> String {
    let keys = if paint.variety.is_multiple_of(3) { "#ff5d73" } else { "#2a2f35" };
    format!(
        r##"<rect x="156" y="190" width="488" height="330" rx="20" fill="#14181c" stroke="{shade}" stroke-width="7"/><rect x="174" y="208" width="452" height="292" rx="6" fill="url(#wall)"/><path d="M174 430 q150 -140 290 -50 t162 -50 V494 q0 6 -6 6 H180 q-6 0 -6 -6z" fill="#fff" fill-opacity=".18"/>
<path d="M156 520 H644 L716 640 q6 20 -20 20 H104 q-26 0 -20 -20z" fill="url(#body)" stroke="{shade}" stroke-width="3"/><path d="M190 538 H610 L640 590 H160z" fill="{keys}" fill-opacity=".75"/><path d="M190 554 H616 M180 572 H628" stroke="#fff" stroke-opacity=".25" stroke-width="3"/><path d="M330 602 H470 L478 634 H322z" fill="#fff" fill-opacity=".22"/><rect x="84" y="652" width="632" height="16" rx="8" fill="{shade}"/>"##,
        shade = paint.shade,
    )
}

/// A computer screen on its stand.
pub(crate) fn monitor(paint: &Paint) -> String {
    format!(
        r##"<rect x="376" y="540" width="48" height="110" fill="{shade}"/><path d="M270 668 q130 -40 260 0 v10 H270z" fill="url(#body)"/><rect x="96" y="160" width="608" height="390" rx="14" fill="#14181c" stroke="{shade}" stroke-width="5"/><rect x="110" y="174" width="580" height="352" rx="4" fill="url(#wall)"/><path d="M110 430 q180 -190 340 -70 t240 -70 V522 q0 4 -4 4 H114 q-4 0 -4 -4z" fill="#fff" fill-opacity=".2"/>"##,
        shade = paint.shade,
    )
}

/// A television with a landscape on it.
pub(crate) fn television(paint: &Paint) -> String {
    let sun_x = 220 + paint.variety * 50;
    format!(
        r##"<path d="M170 640 l30 -60 h14 l-22 60z M630 640 l-30 -60 h-14 l22 60z" fill="#3a4046"/><rect x="60" y="180" width="680" height="404" rx="10" fill="#0d1013"/><rect x="68" y="188" width="664" height="382" fill="url(#wall)"/><circle cx="{sun_x}" cy="300" r="46" fill="#fff" fill-opacity=".75"/><path d="M68 570 V460 L230 340 L360 450 L500 320 L732 500 V570z" fill="#10202c" fill-opacity=".45"/><path d="M68 570 V520 L300 440 L480 520 L620 460 L732 520 V570z" fill="#10202c" fill-opacity=".55"/>"##
    )
}

/// A watch with a round or an angular face.
pub(crate) fn watch(paint: &Paint, is_angular: bool) -> String {
    let face = if is_angular {
        r##"<rect x="274" y="264" width="252" height="292" rx="70" fill="#16191d" stroke="url(#metal)" stroke-width="14"/><rect x="300" y="292" width="200" height="236" rx="46" fill="url(#wall)"/>"##
    } else {
        r##"<circle cx="400" cy="408" r="150" fill="#16191d" stroke="url(#metal)" stroke-width="18"/><circle cx="400" cy="408" r="122" fill="url(#wall)"/>"##
    };
    format!(
        r##"<path d="M310 290 q6 -170 30 -190 h120 q24 20 30 190z" fill="url(#body)"/><path d="M310 530 q6 150 30 170 h120 q24 -20 30 -170z" fill="url(#body)"/><rect x="540" y="380" width="18" height="50" rx="9" fill="url(#metal)"/>{face}<path d="M400 408 V330 M400 408 L452 438" stroke="#fff" stroke-width="10" stroke-linecap="round"/><circle cx="400" cy="408" r="9" fill="{}"/>"##,
        paint.shade
    )
}

/// The back of a phone's case.
pub(crate) fn case(paint: &Paint) -> String {
    format!(
        r##"<rect x="246" y="106" width="308" height="584" rx="56" fill="url(#body)" stroke="{shade}" stroke-width="10"/><rect x="284" y="146" width="140" height="150" rx="38" fill="#f4f6f8" stroke="{shade}" stroke-width="6"/><circle cx="324" cy="190" r="26" fill="#1a1e22"/><circle cx="324" cy="252" r="26" fill="#1a1e22"/><circle cx="384" cy="220" r="26" fill="#1a1e22"/><path d="M266 560 L534 250 V620 q0 50 -50 50 H316 q-50 0 -50 -50z" fill="#fff" fill-opacity=".12"/>"##,
        shade = paint.shade,
    )
}

/// A sheet of glass over a screen.
pub(crate) fn screen_film(paint: &Paint) -> String {
    format!(
        r##"<rect x="206" y="130" width="280" height="560" rx="46" fill="#101418"/><rect x="218" y="142" width="256" height="536" rx="36" fill="url(#wall)"/><g transform="rotate(8 450 400)"><rect x="330" y="112" width="280" height="560" rx="46" fill="{body}" fill-opacity=".34" stroke="#aeb9c4" stroke-width="5"/><path d="M350 560 L590 200 V300 L350 640z" fill="#fff" fill-opacity=".5"/></g>"##,
        body = paint.body,
    )
}

/// A strap of a watch.
pub(crate) fn strap(paint: &Paint) -> String {
    let holes: String = (0..7)
        .map(|hole| format!(r##"<ellipse cx="510" cy="{}" rx="9" ry="13" fill="#f4f6f8"/>"##, 330 + hole * 44))
        .collect();
    format!(
        r#"<path d="M230 120 h120 q14 200 0 520 q-60 60 -120 0 q-14 -320 0 -520z" fill="url(#body)" stroke="{shade}" stroke-width="4"/><rect x="216" y="100" width="148" height="44" rx="16" fill="url(#metal)"/><path d="M450 120 h120 q14 250 0 500 q-60 70 -120 0 q-14 -250 0 -500z" fill="url(#body)" stroke="{shade}" stroke-width="4"/>{holes}"#,
        shade = paint.shade,
    )
}
