//! The pages of an account, drawn for a sample shopper.

use askama::Template;
use cholon_kernel::Locale;

use super::shop::page;
use cholon_webkit::{DeviceKind, When};

use crate::view::account::addresses::{
    AddressTemplate, AddressView, AddressesTemplate, UnitSystem, UnitsView, address_form,
};
use crate::view::account::consent::Purpose;
use crate::view::account::devices::{DeviceView, DevicesTemplate};
use crate::view::account::overview::OverviewTemplate;
use crate::view::account::privacy::{ConsentView, PrivacyTemplate, deletion_form};
use crate::view::account::profile::{ContactView, LoginView, ProfileTemplate, password_form, profile_form, topic};
use crate::view::account::provider::Provider;
use crate::view::account::{AccountFrame, Section, private};
use crate::view::page::Page;
use cholon_webkit::flash::{Flash, FlashKind};
use cholon_webkit::form::{Choice, Draft};

/// The token of every sample form.
pub(super) const CSRF: &str = "mau-0123456789";

/// Name and markup of every page.
pub(crate) fn pages(locale: Locale) -> Vec<(String, String)> {
    let pages = [
        ("account", overview(locale)),
        ("profile", profile(locale, true)),
        ("profile-errors", profile(locale, false)),
        ("addresses", addresses(locale, 3)),
        ("addresses-empty", addresses(locale, 0)),
        ("address", address(locale, UnitSystem::Current)),
        ("address-errors", address(locale, UnitSystem::Legacy)),
        ("devices", devices(locale)),
        ("privacy", privacy(locale, false)),
        ("privacy-errors", privacy(locale, true)),
    ];
    pages.map(|(name, html)| (name.to_owned(), html)).to_vec()
}

fn frame(section: Section, flash: Option<Flash>) -> AccountFrame {
    AccountFrame { csrf: CSRF.to_owned(), flash, name: "Nguyễn Thị Ánh Đào".to_owned(), section }
}

fn account_page(locale: Locale, section: Section) -> Page {
    private(page(locale, section.path()), section.title_key())
}

pub(super) fn flash(page: &Page, kind: FlashKind, key: &str) -> Flash {
    Flash { kind, text: page.text(key) }
}

fn overview(locale: Locale) -> String {
    OverviewTemplate {
        page: account_page(locale, Section::Overview),
        account: frame(Section::Overview, None),
        cart_count: 3,
        address: Some("57 Tháp Mười, Phường Bình Tây, Thành phố Hồ Chí Minh".to_owned()),
        contact: "da•••@shop.example".to_owned(),
        device_count: 3,
        has_password: false,
    }
    .render()
    .unwrap()
}

fn profile(locale: Locale, is_right: bool) -> String {
    let page = account_page(locale, Section::Profile);
    let draft = Draft::new(CSRF).with("name", "Nguyễn Thị Ánh Đào").with("birthday", "1994-03-08");
    let wrong = |name, key| {
        let draft = Draft::new(CSRF);
        if is_right { draft } else { draft.refused(name, page.text(key)) }
    };
    let login = |provider: Provider, linked: Option<&str>, is_removable, is_down| LoginView {
        key: provider.key(),
        name: provider.name(),
        linked: linked.map(|at| When::exact(at.parse().unwrap(), locale)),
        is_removable,
        is_down,
    };
    let ways = ["email", "sms", "zns", "push"];
    ProfileTemplate {
        account: frame(Section::Profile, is_right.then(|| flash(&page, FlashKind::Done, "profile-saved"))),
        form: profile_form(&page, &draft),
        languages: Choice::all([("vi", "Tiếng Việt"), ("en", "English")], locale.tag()),
        contacts: vec![
            ContactView::email(&page, Some("da•••@shop.example".to_owned()), &Draft::new(CSRF)),
            ContactView::phone(&page, None, &wrong("destination", "form-bad-phone")),
        ],
        password: password_form(&page, &wrong("current", "form-bad-current"), true),
        has_password: true,
        logins: vec![
            login(Provider::Zalo, Some("2026-11-02T03:20:00Z"), is_right, !is_right),
            login(Provider::Google, None, false, false),
            login(Provider::Facebook, None, false, false),
        ],
        topics: vec![
            topic(&page, "orders", &ways, &["orders.email", "orders.zns"]),
            topic(&page, "offers", &ways, &[]),
            topic(&page, "wishes", &ways[..1], &["wishes.email"]),
        ],
        page,
    }
    .render()
    .unwrap()
}

fn addresses(locale: Locale, count: usize) -> String {
    let page = account_page(locale, Section::Addresses);
    let address = |number: usize| AddressView {
        id: format!("0190a000-0000-7000-8000-00000000010{number}"),
        recipient: ["Nguyễn Thị Ánh Đào", "Trần Văn Minh", "Lễ tân Công ty Mẫu"][number].to_owned(),
        phone: "0912 345 678".to_owned(),
        text: [
            "57 Tháp Mười, Phường Bình Tây, Thành phố Hồ Chí Minh",
            "12 ngõ 34 Hoàng Hoa Thám, Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội",
            "Tầng 8, 200 Nguyễn Văn Linh, Phường Hải Châu, Thành phố Đà Nẵng",
        ][number]
            .to_owned(),
        is_shipping_default: number == 0,
        is_billing_default: number != 1,
        current: (number == 1).then(|| "Phường Hồng Hà, Thành phố Hà Nội".to_owned()),
    };
    AddressesTemplate {
        account: frame(Section::Addresses, (count > 0).then(|| flash(&page, FlashKind::Done, "address-saved"))),
        addresses: (0..count).map(address).collect(),
        can_add: true,
        page,
    }
    .render()
    .unwrap()
}

fn address(locale: Locale, system: UnitSystem) -> String {
    let page = account_page(locale, Section::Addresses);
    let is_new = system == UnitSystem::Current;
    let mut draft = Draft::new(CSRF).with("recipient", "Trần Văn Minh");
    if !is_new {
        draft = draft.refused("phone", page.text("form-bad-phone")).refused("ward", page.text("form-bad-ward"));
    }
    let provinces =
        Choice::all([("01", "Thành phố Hà Nội"), ("79", "Thành phố Hồ Chí Minh")], if is_new { "" } else { "01" });
    let districts = Choice::all([("001", "Quận Ba Đình"), ("002", "Quận Hoàn Kiếm")], "001");
    let wards = Choice::all([("00001", "Phường Phúc Xá"), ("00019", "Phường Điện Biên")], "");
    let lists = if is_new { [provinces, Vec::new(), Vec::new()] } else { [provinces, districts, wards] };
    AddressTemplate {
        account: frame(Section::Addresses, None),
        form: address_form(&page, &draft),
        id: (!is_new).then(|| "0190a000-0000-7000-8000-000000000101".to_owned()),
        units: UnitsView::new(&page, &draft, system, lists),
        is_shipping_default: is_new,
        is_billing_default: false,
        page,
    }
    .render()
    .unwrap()
}

fn devices(locale: Locale) -> String {
    let page = account_page(locale, Section::Devices);
    let now = "2026-11-20T10:00:00Z".parse().unwrap();
    let device = |number: usize, name: &str, kind, seen: &str| DeviceView {
        id: format!("0190a000-0000-7000-8000-00000000020{number}"),
        name: name.to_owned(),
        kind,
        place: ["113.161.•••.•••", "2402:800:••••", "Zalo"][number].to_owned(),
        last_seen: When::ago(seen.parse().unwrap(), now, page.locale),
        opened: When::exact("2026-11-01T02:15:00Z".parse().unwrap(), locale),
        is_current: number == 0,
    };
    DevicesTemplate {
        account: frame(Section::Devices, None),
        devices: vec![
            device(0, "Chrome · Windows", DeviceKind::Computer, "2026-11-20T10:00:00Z"),
            device(1, "Safari · iPhone", DeviceKind::Phone, "2026-11-20T08:12:00Z"),
            device(2, "Zalo Mini App · Android", DeviceKind::MiniApp, "2026-11-11T04:12:00Z"),
        ],
        page,
    }
    .render()
    .unwrap()
}

fn privacy(locale: Locale, is_wrong: bool) -> String {
    let page = account_page(locale, Section::Privacy);
    let consent = |purpose: Purpose, is_given, at: Option<&str>| ConsentView {
        purpose,
        is_given,
        decided: at.map(|at| (When::exact(at.parse().unwrap(), locale), "2026-11".to_owned())),
    };
    let at = Some("2026-11-01T02:15:00Z");
    let mut draft = Draft::new(CSRF);
    if is_wrong {
        draft = draft.refused("password", page.text("form-bad-current"));
    }
    PrivacyTemplate {
        account: frame(Section::Privacy, None),
        consents: vec![
            consent(Purpose::Terms, true, at),
            consent(Purpose::Service, true, at),
            consent(Purpose::Marketing, false, at),
            consent(Purpose::Personalisation, false, None),
        ],
        form: deletion_form(&page, &draft, true),
        page,
    }
    .render()
    .unwrap()
}
