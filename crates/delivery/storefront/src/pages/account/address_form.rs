//! `/tai-khoan/dia-chi/moi` and `/tai-khoan/dia-chi/{id}`: the form of an address. With `do=units` it is drawn again with
//! the lists that follow from what was chosen, and nothing is saved.

use axum::Form;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use cholon_identity::address::{Address, NewAddress};
use cholon_identity::{Field, IdentityError};
use cholon_places::{Level, Places, System, Unit};
use cholon_webkit::redirect;
use http::StatusCode;
use serde::Deserialize;

use super::addresses::own;
use super::member::{Answer, Member, drawn};
use crate::links;
use crate::view::account::Section;
use crate::view::account::addresses::{AddressTemplate, UnitSystem, UnitsView, address_form};
use crate::view::page::Page;
use cholon_webkit::form::{Choice, Draft};

/// What stands in the form.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct AddressForm {
    csrf: String,
    recipient: String,
    phone: String,
    line1: String,
    system: String,
    province: String,
    district: String,
    ward: String,
    shipping_default: String,
    billing_default: String,
    /// `units` to see the next lists, anything else to save.
    r#do: String,
}

impl AddressForm {
    fn of(address: &Address) -> Self {
        let tick = |is_ticked: bool| if is_ticked { "1".to_owned() } else { String::new() };
        Self {
            recipient: address.recipient.clone(),
            phone: address.phone.clone(),
            line1: address.line1.clone(),
            system: address.system.clone(),
            province: address.province_code.clone(),
            district: address.district_code.clone().unwrap_or_default(),
            ward: address.ward_code.clone(),
            shipping_default: tick(address.is_shipping_default),
            billing_default: tick(address.is_billing_default),
            ..Self::default()
        }
    }

    fn system(&self) -> System {
        self.system.parse().unwrap_or(System::TwoLevel)
    }

    /// The address that was written; what `before` is the default of, the changed one stays.
    fn address(&self, before: Option<&Address>) -> NewAddress {
        NewAddress {
            recipient: self.recipient.clone(),
            phone: self.phone.clone(),
            system: self.system(),
            province_code: self.province.clone(),
            district_code: (self.system() == System::Legacy).then(|| self.district.clone()),
            ward_code: self.ward.clone(),
            line1: self.line1.clone(),
            is_shipping_default: !self.shipping_default.is_empty() || before.is_some_and(|old| old.is_shipping_default),
            is_billing_default: !self.billing_default.is_empty() || before.is_some_and(|old| old.is_billing_default),
        }
    }

    fn draft(&self, draft: Draft) -> Draft {
        draft.with("recipient", &*self.recipient).with("phone", &*self.phone).with("line1", &*self.line1)
    }

    /// The field that breaks a rule, and the key of what to say.
    fn fault(&self, field: Field) -> (&'static str, &'static str) {
        let length = |text: &str| if text.trim().is_empty() { "form-missing" } else { "form-too-long" };
        match field {
            Field::Name => ("recipient", length(&self.recipient)),
            Field::Phone => ("phone", "form-bad-phone"),
            Field::Line1 => ("line1", length(&self.line1)),
            _ => ("ward", "form-bad-ward"),
        }
    }

    /// The page with a status, for a new address or the one with this id.
    async fn draw(&self, member: &Member, id: Option<String>, refused: Option<Field>) -> Answer {
        let (page, account) = member.page(Section::Addresses).await?;
        let mut draft = self.draft(member.draft());
        if let Some(field) = refused {
            let (name, key) = self.fault(field);
            draft = draft.refused(name, page.text(key));
        }
        let template = AddressTemplate {
            form: address_form(&page, &draft),
            units: self.units(&page, &draft),
            is_shipping_default: !self.shipping_default.is_empty(),
            is_billing_default: !self.billing_default.is_empty(),
            account,
            id,
            page,
        };
        drawn(&template, if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK })
    }

    fn units(&self, page: &Page, draft: &Draft) -> UnitsView {
        let system = if self.system() == System::Legacy { UnitSystem::Legacy } else { UnitSystem::Current };
        UnitsView::new(page, draft, system, self.lists())
    }

    /// The units to choose from: provinces, districts and wards, as far as the level above is chosen.
    fn lists(&self) -> [Vec<Choice>; 3] {
        let (places, system) = (Places::embedded(), self.system());
        let provinces = choices(&places.provinces(system), &self.province);
        if system == System::TwoLevel {
            let wards = places.wards_of_province(&self.province).unwrap_or_default();
            return [provinces, Vec::new(), choices(&wards, &self.ward)];
        }
        let districts = places.districts(&self.province).unwrap_or_default();
        let lies_in = |district: &&Unit| *district.province_code == *self.province;
        let district = places.unit(system, Level::District, &self.district).filter(lies_in);
        let wards = district.map(|district| places.wards_of_district(district.code).unwrap_or_default());
        [provinces, choices(&districts, &self.district), choices(&wards.unwrap_or_default(), &self.ward)]
    }
}

fn choices(units: &[&Unit], chosen: &str) -> Vec<Choice> {
    Choice::all(units.iter().map(|unit| (unit.code, unit.full_name)), chosen)
}

/// The form of a new address; the person's own name and number stand in it.
pub(super) async fn blank(member: Member) -> Answer {
    let (recipient, phone) = (member.visitor.name.clone(), member.visitor.phone.clone().unwrap_or_default());
    AddressForm { recipient, phone, ..AddressForm::default() }.draw(&member, None, None).await
}

/// The form of an address of the account.
pub(super) async fn filled(member: Member, Path(id): Path<String>) -> Answer {
    let address = own(&member, &id).await?;
    AddressForm::of(&address).draw(&member, Some(address.id.to_string()), None).await
}

/// Saves a new address.
pub(super) async fn add(member: Member, Form(form): Form<AddressForm>) -> Answer {
    member.check(&form.csrf)?;
    if form.r#do == "units" {
        return form.draw(&member, None, None).await;
    }
    let saved = member.identity().add_address(member.id(), &form.address(None)).await;
    finish(&member, &form, None, saved).await
}

/// Saves a changed address.
pub(super) async fn change(member: Member, Path(id): Path<String>, Form(form): Form<AddressForm>) -> Answer {
    member.check(&form.csrf)?;
    let before = own(&member, &id).await?;
    let id = Some(before.id.to_string());
    if form.r#do == "units" {
        return form.draw(&member, id, None).await;
    }
    let saved = member.identity().change_address(member.id(), before.id, &form.address(Some(&before))).await;
    finish(&member, &form, id, saved).await
}

async fn finish(
    member: &Member,
    form: &AddressForm,
    id: Option<String>,
    saved: Result<Address, IdentityError>,
) -> Answer {
    match saved {
        Ok(_) => Ok(member.told(Section::Addresses, "address-saved")),
        Err(IdentityError::Field(field)) => form.draw(member, id, Some(field)).await,
        // The list itself says that it is full.
        Err(IdentityError::AddressBookFull) => {
            let list = links::localized(member.visit.locale, Section::Addresses.path());
            Ok(redirect(StatusCode::SEE_OTHER, &list).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which lists have anything to choose from.
    fn filled(system: &str, province: &str, district: &str) -> [bool; 3] {
        let form = AddressForm {
            system: system.to_owned(),
            province: province.to_owned(),
            district: district.to_owned(),
            ..AddressForm::default()
        };
        form.lists().map(|list| !list.is_empty())
    }

    #[test]
    fn lists_follow_what_was_chosen() {
        assert_eq!(filled("2025", "", ""), [true, false, false]);
        assert_eq!(filled("2025", "01", ""), [true, false, true]);
        assert_eq!(filled("legacy", "01", ""), [true, true, false]);
        assert_eq!(filled("legacy", "01", "001"), [true, true, true]);
        assert_eq!(filled("legacy", "79", "001"), [true, true, false], "a district elsewhere is no choice");
    }
}
