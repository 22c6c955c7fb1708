//! `/tai-khoan/dia-chi`: the list of addresses, taking one away, and choosing where things are sent.

use axum::Form;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use cholon_identity::address::{ADDRESSES_MAX, Address, NewAddress};
use cholon_places::{Level, Places, System};
use cholon_webkit::Problem;
use http::StatusCode;
use uuid::Uuid;

use super::logins::ButtonForm;
use super::member::{Answer, Member, Stop, drawn};
use crate::view::account::Section;
use crate::view::account::addresses::{AddressView, AddressesTemplate};

/// `/tai-khoan/dia-chi`
pub(super) async fn page(member: Member) -> Answer {
    let addresses = member.identity().addresses(member.id()).await?;
    let (page, account) = member.page(Section::Addresses).await?;
    let can_add = i64::try_from(addresses.len()).is_ok_and(|count| count < ADDRESSES_MAX);
    let addresses = addresses.iter().map(view).collect();
    drawn(&AddressesTemplate { page, account, addresses, can_add }, StatusCode::OK)
}

/// Takes an address away.
pub(super) async fn remove(member: Member, Path(id): Path<String>, Form(form): Form<ButtonForm>) -> Answer {
    member.check(&form.csrf)?;
    member.identity().remove_address(member.id(), parsed(&id)?).await?;
    Ok(member.told(Section::Addresses, "address-deleted"))
}

/// Has things sent to an address from now on.
pub(super) async fn make_default(member: Member, Path(id): Path<String>, Form(form): Form<ButtonForm>) -> Answer {
    member.check(&form.csrf)?;
    let address = own(&member, &id).await?;
    let new = NewAddress { is_shipping_default: true, ..same(&address)? };
    member.identity().change_address(member.id(), address.id, &new).await?;
    Ok(member.told(Section::Addresses, "address-saved").into_response())
}

/// The address of the account with the id of a path.
pub(super) async fn own(member: &Member, id: &str) -> Result<Address, Stop> {
    let id = parsed(id)?;
    let own = member.identity().addresses(member.id()).await?.into_iter().find(|address| address.id == id);
    Ok(own.ok_or_else(Problem::not_found)?)
}

fn parsed(id: &str) -> Result<Uuid, Stop> {
    Ok(id.parse().map_err(|_malformed| Problem::not_found())?)
}

/// The form that would bring the address about.
fn same(address: &Address) -> Result<NewAddress, Stop> {
    Ok(NewAddress {
        recipient: address.recipient.clone(),
        phone: address.phone.clone(),
        system: address.system.parse::<System>().map_err(Problem::internal)?,
        province_code: address.province_code.clone(),
        district_code: address.district_code.clone(),
        ward_code: address.ward_code.clone(),
        line1: address.line1.clone(),
        is_shipping_default: address.is_shipping_default,
        is_billing_default: address.is_billing_default,
    })
}

fn view(address: &Address) -> AddressView {
    AddressView {
        id: address.id.to_string(),
        recipient: address.recipient.clone(),
        phone: spoken(&address.phone),
        text: address.full_text.clone(),
        is_shipping_default: address.is_shipping_default,
        is_billing_default: address.is_billing_default,
        current: address.current_ward_code.as_deref().and_then(today),
    }
}

/// A ward of today with its province.
fn today(ward_code: &str) -> Option<String> {
    let places = Places::embedded();
    let ward = places.unit(System::TwoLevel, Level::Ward, ward_code)?;
    let province = places.unit(System::TwoLevel, Level::Province, ward.province_code)?;
    Some(format!("{}, {}", ward.full_name, province.full_name))
}

/// A number as people in Viet Nam read it: `0912 345 678`; others as they are.
fn spoken(phone: &str) -> String {
    /// Digits of a mobile number behind the country's code.
    const MOBILE_DIGITS: usize = 9;
    match phone.strip_prefix("+84") {
        Some(rest) if rest.len() == MOBILE_DIGITS && rest.is_ascii() => {
            format!("0{} {} {}", &rest[..3], &rest[3..6], &rest[6..])
        }
        _ => phone.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!(spoken("+84912345678"), "0912 345 678");
        assert_eq!(spoken("+842838123456"), "+842838123456");
        assert_eq!(spoken("+14155552671"), "+14155552671");
    }

    #[test]
    fn a_ward_is_told_with_its_province() {
        let ward = Places::embedded().wards_of_province("01").unwrap()[0];
        let told = today(ward.code).unwrap();
        assert!(told.starts_with(ward.full_name) && told.ends_with("Hà Nội"), "{told}");
        assert_eq!(today("none"), None);
    }
}
