//! `/tai-khoan`: what there is, and what waits for the shopper.

use cholon_cart::Owner;
use cholon_identity::address::Address;
use cholon_identity::model::{Account, Contact};
use cholon_shopping::ShoppingError;
use http::StatusCode;

use super::member::{Answer, Member, Stop, drawn};
use crate::view::account::Section;
use crate::view::account::overview::OverviewTemplate;

/// `/tai-khoan`
pub(super) async fn page(member: Member) -> Answer {
    let person = member.person().await?;
    let addresses = member.identity().addresses(member.id()).await?;
    let devices = member.identity().sessions(member.id()).await?;
    let cart_count = cart_count(&member).await?;
    let (page, account) = member.page(Section::Overview).await?;
    let template = OverviewTemplate {
        page,
        account,
        cart_count,
        address: shipping(addresses),
        contact: contact(&person),
        device_count: u32::try_from(devices.len()).unwrap_or(u32::MAX),
        has_password: person.has_password,
    };
    drawn(&template, StatusCode::OK)
}

/// Pieces that are to be bought; what is saved for later does not count.
async fn cart_count(member: &Member) -> Result<u32, Stop> {
    let carts = &member.visit.front.from.shopping.carts;
    let cart = carts.read(&Owner::Customer(member.id())).await.map_err(ShoppingError::from)?;
    let lines = cart.lines.into_iter().filter(|line| !line.is_saved);
    Ok(lines.map(|line| line.wanted).fold(0, u32::saturating_add))
}

fn shipping(addresses: Vec<Address>) -> Option<String> {
    addresses.into_iter().find(|address| address.is_shipping_default).map(|address| address.full_text)
}

fn contact(person: &Account) -> String {
    let email = person.email.clone().map(Contact::Email);
    let contact = email.or_else(|| person.phone.clone().map(Contact::Phone));
    contact.map(|contact| contact.masked()).unwrap_or_default()
}
