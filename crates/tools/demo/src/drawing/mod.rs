//! Pictures of goods, drawn by us as SVG: a kind of thing, its colour, and small differences between models.

#![expect(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "a picture is drawn once, and the loop reads as the row of shapes it makes"
)]

mod appliances;
mod devices;
mod gadgets;

use crate::colours::{WALLPAPERS, paint};
use crate::expand::hash;

/// What a picture shows.
pub(crate) struct Subject<'a> {
    /// The product's categories, root first.
    pub(crate) category: &'a [String],
    /// The product's name: it tells kinds within a category.
    pub(crate) name: &'a str,
    /// The colour's word.
    pub(crate) colour: &'a str,
}

/// Paint of one drawing.
pub(crate) struct Paint {
    /// Body colour.
    pub(crate) body: &'static str,
    /// Darker shade of the body.
    pub(crate) shade: &'static str,
    /// A number that is the same for a model and differs between models.
    pub(crate) variety: u64,
}

/// The drawing as an SVG document, 800 by 800.
pub(crate) fn draw(subject: &Subject<'_>) -> String {
    let (body, shade) = paint(subject.colour);
    let paint = Paint { body, shade, variety: hash(model_of(subject.name)) % 8 };
    let thing = shape(subject, &paint);
    let place = usize::try_from(paint.variety).unwrap_or(0);
    let (warm, cool) = WALLPAPERS[place % WALLPAPERS.len()];
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800"><defs>
<linearGradient id="studio" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#ffffff"/><stop offset=".72" stop-color="#f4f6f8"/><stop offset="1" stop-color="#e7ebef"/></linearGradient>
<radialGradient id="floor"><stop offset="0" stop-color="#1b2733" stop-opacity=".28"/><stop offset="1" stop-color="#1b2733" stop-opacity="0"/></radialGradient>
<linearGradient id="body" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="{body}"/><stop offset="1" stop-color="{shade}"/></linearGradient>
<linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="{warm}"/><stop offset="1" stop-color="{cool}"/></linearGradient>
<linearGradient id="glass" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#46505b"/><stop offset="1" stop-color="#12171c"/></linearGradient>
<linearGradient id="metal" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#eef0f2"/><stop offset="1" stop-color="#b4bbc2"/></linearGradient>
</defs><rect width="800" height="800" fill="url(#studio)"/><ellipse cx="400" cy="690" rx="270" ry="34" fill="url(#floor)"/>{thing}</svg>"##
    )
}

/// The model without what differs between its editions, so that pictures are shared between them.
fn model_of(name: &str) -> &str {
    name.split(" cũ, ").next().unwrap_or(name)
}

fn shape(subject: &Subject<'_>, paint: &Paint) -> String {
    let root = subject.category.first().map_or("", String::as_str);
    let leaf = subject.category.last().map_or("", String::as_str);
    let name = subject.name;
    match leaf {
        "Điện thoại" if name.contains("Nokia 105") => devices::feature_phone(paint),
        "Điện thoại" => devices::phone(paint),
        "Laptop" => devices::laptop(paint),
        "Máy tính bảng" => devices::tablet(paint),
        "Màn hình" => devices::monitor(paint),
        "Tivi" => devices::television(paint),
        "Đồng hồ thông minh" => {
            devices::watch(paint, name.contains("Apple") || name.contains("Fit") || name.contains("Band"))
        }
        "Tủ lạnh" => appliances::fridge(paint, name),
        "Máy giặt" => appliances::washer(paint, name.contains("cửa trên")),
        "Điều hòa" => appliances::air_conditioner(paint),
        "Tai nghe" if is_over_ear(name) => gadgets::headphones(paint),
        "Tai nghe" => gadgets::earbuds(paint),
        "Loa" if name.contains("Loa thanh") => gadgets::soundbar(paint),
        "Loa" => gadgets::speaker(paint),
        "Máy ảnh" => gadgets::camera(paint),
        "Nồi cơm điện" => appliances::rice_cooker(paint),
        "Nồi chiên không dầu" => appliances::air_fryer(paint),
        "Lò vi sóng" => appliances::microwave(paint),
        "Máy xay sinh tố" => appliances::blender(paint),
        "Bếp từ" => appliances::hob(paint),
        "Bàn ủi" => appliances::iron(paint),
        "Bình nóng lạnh" => appliances::heater(paint),
        "Máy lọc nước" | "Máy lọc không khí" => appliances::tower(paint),
        "Quạt" => appliances::fan(paint),
        "Máy hút bụi" => appliances::vacuum(paint),
        "Robot hút bụi" => appliances::robot(paint),
        "Ốp lưng" => devices::case(paint),
        "Dán màn hình" => devices::screen_film(paint),
        "Dây đeo" => devices::strap(paint),
        "Chuột" => gadgets::mouse(paint),
        "Bàn phím" => gadgets::keyboard(paint),
        "Sạc dự phòng" => gadgets::power_bank(paint),
        "Củ sạc" => gadgets::charger(paint),
        "Cáp" => gadgets::cable(paint),
        "Lưu trữ" => gadgets::drive(paint),
        "Mạng" => gadgets::router(paint),
        "Camera an ninh" => gadgets::security_camera(paint),
        "Máy in" => gadgets::printer(paint),
        "Máy chơi game" => gadgets::console(paint),
        _ => rental(root, name, paint),
    }
}

fn is_over_ear(name: &str) -> bool {
    ["WH-", "Max", "Major", "Tune", "Space One", "QuietComfort", "Momentum", "Cloud", "G435"]
        .iter()
        .any(|part| name.contains(part))
}

/// How a kind of thing is drawn.
type Drawing = fn(&Paint) -> String;

/// Things to rent are told by their names.
fn rental(root: &str, name: &str, paint: &Paint) -> String {
    let kinds: [(&str, Drawing); 9] = [
        ("máy ảnh", gadgets::camera),
        ("ống kính", gadgets::lens),
        ("flycam", gadgets::drone),
        ("máy chiếu", gadgets::projector),
        ("loa", gadgets::speaker),
        ("PlayStation", gadgets::console),
        ("Switch", gadgets::console),
        ("MacBook", devices::laptop),
        ("điện", gadgets::generator),
    ];
    debug_assert_eq!(root, "Thuê", "every category has a drawing");
    kinds.iter().find(|(part, _)| name.contains(part)).map_or_else(|| gadgets::camera(paint), |(_, draw)| draw(paint))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::expand::products;

    #[test]
    fn every_product_has_a_drawing_and_many_differ() {
        let mut drawings = HashSet::new();
        for product in products().expect("readable tables") {
            let colour = product.colours.first().map_or("", String::as_str);
            let subject = Subject { category: &product.sheet.category, name: &product.sheet.name, colour };
            let svg = draw(&subject);
            resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).expect("a drawing that parses");
            drawings.insert(svg);
        }
        assert!(drawings.len() > 200, "{} drawings", drawings.len());
    }
}
