//! Shapes of address books.

use cholon_identity::address::{Address, NewAddress};
use cholon_places as places;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An address book.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AddressList {
    /// The addresses, defaults first, then the newest.
    pub(crate) items: Vec<AddressBody>,
}

/// A system of administrative units.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub(crate) enum UnitSystem {
    /// Provinces and wards, since July 2025.
    #[serde(rename = "2025")]
    TwoLevel,
    /// Provinces, districts and wards, before.
    #[serde(rename = "legacy")]
    Legacy,
}

impl From<UnitSystem> for places::System {
    fn from(system: UnitSystem) -> Self {
        match system {
            UnitSystem::TwoLevel => Self::TwoLevel,
            UnitSystem::Legacy => Self::Legacy,
        }
    }
}

/// An address of a book.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AddressBody {
    /// The address.
    id: Uuid,
    /// Who receives.
    recipient: String,
    /// Their number.
    #[schema(example = "+84912345678")]
    phone: String,
    /// The system of its units: `2025` or `legacy`.
    system: String,
    /// The province's code.
    province: String,
    /// The district's code, in the old system alone.
    district: Option<String>,
    /// The ward's code.
    ward: String,
    /// House and street.
    line1: String,
    /// The whole address as people write it.
    #[schema(example = "12 Nguyễn Huệ, Phường Sài Gòn, Thành phố Hồ Chí Minh")]
    text: String,
    /// The ward of today for an old address, where there is exactly one.
    current_ward: Option<String>,
    /// Whether things are sent here unless something else is said.
    is_shipping_default: bool,
    /// Whether invoices name it unless something else is said.
    is_billing_default: bool,
}

impl From<Address> for AddressBody {
    fn from(address: Address) -> Self {
        Self {
            id: address.id,
            recipient: address.recipient,
            phone: address.phone,
            system: address.system,
            province: address.province_code,
            district: address.district_code,
            ward: address.ward_code,
            line1: address.line1,
            text: address.full_text,
            current_ward: address.current_ward_code,
            is_shipping_default: address.is_shipping_default,
            is_billing_default: address.is_billing_default,
        }
    }
}

/// An address as somebody writes it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "recipient": "Nguyễn Thị An", "phone": "0912345678", "system": "2025", "province": "79", "ward": "26740",
    "line1": "12 Nguyễn Huệ", "isShippingDefault": true,
}))]
pub(crate) struct AddressForm {
    /// Who receives.
    #[schema(min_length = 1, max_length = 120)]
    recipient: String,
    /// Their number.
    #[schema(min_length = 8, max_length = 30)]
    phone: String,
    /// The system of the units.
    system: UnitSystem,
    /// The province's code.
    #[schema(pattern = "^[0-9]{2}$")]
    province: String,
    /// The district's code, in the old system alone.
    #[schema(pattern = "^[0-9]{3}$")]
    district: Option<String>,
    /// The ward's code.
    #[schema(pattern = "^[0-9]{5}$")]
    ward: String,
    /// House and street.
    #[schema(min_length = 1, max_length = 200)]
    line1: String,
    /// Whether things are to be sent here. The default of before stays one until another takes its place.
    #[serde(default)]
    is_shipping_default: bool,
    /// Whether invoices are to name it.
    #[serde(default)]
    is_billing_default: bool,
}

impl From<AddressForm> for NewAddress {
    fn from(form: AddressForm) -> Self {
        Self {
            recipient: form.recipient,
            phone: form.phone,
            system: form.system.into(),
            province_code: form.province,
            district_code: form.district,
            ward_code: form.ward,
            line1: form.line1,
            is_shipping_default: form.is_shipping_default,
            is_billing_default: form.is_billing_default,
        }
    }
}
