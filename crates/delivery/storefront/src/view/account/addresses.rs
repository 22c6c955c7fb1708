//! Addresses: the list, and the form in both systems of administrative units.

use askama::Template;

use crate::view::account::AccountFrame;
use crate::view::page::Page;
use cholon_webkit::form::{Choice, Draft, Field, Form};

/// Letters of a name.
const RECIPIENT_LENGTH_MAX: u16 = 120;
/// Digits, spaces and marks of a telephone number.
const PHONE_LENGTH_MAX: u16 = 20;

/// The list of addresses.
#[derive(Template)]
#[template(path = "pages/account/addresses.html")]
pub(crate) struct AddressesTemplate {
    pub(crate) page: Page,
    pub(crate) account: AccountFrame,
    pub(crate) addresses: Vec<AddressView>,
    /// Whether there is room for another one.
    pub(crate) can_add: bool,
}

/// One address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AddressView {
    pub(crate) id: String,
    pub(crate) recipient: String,
    pub(crate) phone: String,
    /// The whole address on one line.
    pub(crate) text: String,
    pub(crate) is_shipping_default: bool,
    pub(crate) is_billing_default: bool,
    /// The address of today, when this one has districts.
    pub(crate) current: Option<String>,
}

/// The form of a new or an old address.
#[derive(Template)]
#[template(path = "pages/account/address.html")]
pub(crate) struct AddressTemplate {
    pub(crate) page: Page,
    pub(crate) account: AccountFrame,
    pub(crate) form: Form,
    /// The address that is changed; `None` for a new one.
    pub(crate) id: Option<String>,
    pub(crate) units: UnitsView,
    /// Whether it becomes the address of shipments; fixed when it is that already.
    pub(crate) is_shipping_default: bool,
    /// Whether it becomes the address of invoices; fixed when it is that already.
    pub(crate) is_billing_default: bool,
}

impl AddressTemplate {
    /// Where the form is sent.
    pub(crate) fn action(&self) -> String {
        let list = self.page.link("/tai-khoan/dia-chi");
        self.id.as_ref().map_or_else(|| list.clone(), |id| format!("{list}/{id}"))
    }
}

/// The system of administrative units an address is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitSystem {
    /// Two levels, since 1 July 2025.
    Current,
    /// Three levels, before.
    Legacy,
}

impl UnitSystem {
    /// The value of forms and records.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Current => "2025",
            Self::Legacy => "legacy",
        }
    }
}

/// The units to choose from; without scripts each level is drawn by sending the form with `do=units`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnitsView {
    pub(crate) system: UnitSystem,
    /// The systems, under `system`.
    pub(crate) systems: Vec<Choice>,
    pub(crate) levels: Vec<LevelView>,
}

/// One level: a list of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LevelView {
    /// `province`, `district` or `ward`: the name of the field.
    pub(crate) name: &'static str,
    pub(crate) label: String,
    /// Empty until the level above is chosen.
    pub(crate) choices: Vec<Choice>,
    pub(crate) error: Option<String>,
}

impl UnitsView {
    /// The levels of a system: provinces, districts of the old system, wards. Lists below an open choice are empty.
    pub(crate) fn new(page: &Page, draft: &Draft, system: UnitSystem, lists: [Vec<Choice>; 3]) -> Self {
        let systems = [UnitSystem::Current, UnitSystem::Legacy].map(|each| Choice {
            value: each.key().to_owned(),
            name: page.text(if each == UnitSystem::Current { "address-current" } else { "address-legacy" }),
            is_chosen: each == system,
        });
        let names = [("province", "address-province"), ("district", "address-district"), ("ward", "address-ward")];
        let level = |((name, label), choices): ((&'static str, &str), Vec<Choice>)| LevelView {
            name,
            label: page.text(label),
            choices,
            error: draft.error(name),
        };
        let levels =
            names.into_iter().zip(lists).filter(|((name, _), _)| system == UnitSystem::Legacy || *name != "district");
        Self { system, systems: systems.to_vec(), levels: levels.map(level).collect() }
    }

    /// Whether units of the old system are chosen.
    pub(crate) fn is_legacy(&self) -> bool {
        self.system == UnitSystem::Legacy
    }
}

/// The fields beside the units: `recipient`, `phone`, `line1`.
pub(crate) fn address_form(page: &Page, draft: &Draft) -> Form {
    let recipient = Field::text(page, draft, "recipient", "address-recipient").filled_by("name");
    let phone = Field::text(page, draft, "phone", "address-phone").filled_by("tel").of_kind("tel", "tel");
    let line1 = Field::text(page, draft, "line1", "address-line1").filled_by("address-line1");
    Form::new(
        draft,
        vec![
            recipient.at_most(RECIPIENT_LENGTH_MAX),
            phone.hinted(page, "address-phone-hint").at_most(PHONE_LENGTH_MAX),
            line1.hinted(page, "address-line1-hint"),
        ],
    )
}

#[cfg(test)]
mod tests {
    use cholon_kernel::Locale;

    use super::*;
    use crate::samples::page;

    #[test]
    fn districts_belong_to_the_old_system() {
        let page = page(Locale::Vi, "/");
        let levels = |system| {
            let units = UnitsView::new(&page, &Draft::new("t"), system, [vec![], vec![], vec![]]);
            units.levels.iter().map(|level| level.name).collect::<Vec<_>>()
        };
        assert_eq!(levels(UnitSystem::Current), ["province", "ward"]);
        assert_eq!(levels(UnitSystem::Legacy), ["province", "district", "ward"]);
    }
}
