//! Descriptions made from specs: true, readable, in both languages.

use std::fmt::Write as _;

use cholon_catalog::model::{Condition, PriceUnit, Spec};
use cholon_catalog::sheet::ProductSheet;

use crate::expand::hash;

/// Specs that the short description names.
const SHORT_SPECS_MAX: usize = 4;

/// Writes short and long descriptions of a product from its specs.
pub(crate) fn describe(sheet: &mut ProductSheet, specs: &[Spec]) {
    let told: Vec<String> = specs.iter().take(SHORT_SPECS_MAX).map(told).collect();
    sheet.short_description = told.join(" · ");
    sheet.short_description_en = None;
    sheet.description_html = vietnamese(sheet, specs);
    sheet.description_html_en = Some(english(sheet, specs));
    sheet.tags = sheet.category.iter().rev().take(1).map(|name| name.to_lowercase()).collect();
}

fn told(spec: &Spec) -> String {
    let value = spec.display();
    if spec.unit.is_some() || value.chars().count() > 6 { value } else { format!("{} {value}", spec.name) }
}

fn vietnamese(sheet: &ProductSheet, specs: &[Spec]) -> String {
    let name = escape(&sheet.name);
    let leaf = sheet.category.last().map_or("", String::as_str).to_lowercase();
    let opening = match hash(&sheet.product) % 3 {
        0 => format!("{name} thuộc nhóm {leaf}, phù hợp với người cần một lựa chọn rõ ràng về thông số."),
        1 => format!("Dưới đây là những điểm đáng chú ý của {name} để bạn so sánh trước khi chọn."),
        _ => format!("{name} có các thông số chính như sau."),
    };
    let mut html = format!("<p>{opening}</p><ul>");
    for spec in specs {
        let _ = write!(html, "<li>{}: <strong>{}</strong></li>", escape(&spec.name), escape(&spec.display()));
    }
    html.push_str("</ul>");
    html.push_str(closing(sheet));
    html
}

fn closing(sheet: &ProductSheet) -> &'static str {
    match (sheet.price_unit, sheet.condition) {
        (PriceUnit::Day, _) => {
            "<p>Giá thuê tính theo ngày. Thiết bị được kiểm tra trước khi giao; tiền cọc hoàn lại khi trả máy nguyên vẹn.</p>"
        }
        (_, Condition::New) => "<p>Hàng mới, nguyên hộp, bảo hành theo chính sách của hãng.</p>",
        _ => "<p>Máy đã qua sử dụng, được kiểm tra và phân hạng; hình thức đúng như mô tả của hạng.</p>",
    }
}

fn english(sheet: &ProductSheet, specs: &[Spec]) -> String {
    let listed: Vec<String> = specs.iter().map(|spec| escape(&spec.display())).collect();
    let condition = match (sheet.price_unit, sheet.condition) {
        (PriceUnit::Day, _) => "The price is for one day of rent; the deposit is returned with the device.",
        (_, Condition::New) => "New, in its box, with the maker's warranty.",
        _ => "Used, checked and graded.",
    };
    format!("<p>{}: {}. {condition}</p>", escape(&sheet.name), listed.join(", "))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
