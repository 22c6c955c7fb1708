//! Address books: shipping and billing addresses in the two-level system of today or the three-level one before it
//! (IDN-8).

use cholon_database::Tx;
use cholon_kernel::AccountId;
use cholon_places::{Decision, Places, System};
use uuid::Uuid;

use crate::error::{Field, IdentityError};
use crate::facade::{Identity, commit};
use crate::model::{Contact, checked_name};
use crate::store;

/// Addresses of one account at most.
pub const ADDRESSES_MAX: i64 = 50;
/// Letters of house and street at most.
pub const LINE1_LENGTH_MAX: usize = 200;

/// An address of a book.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// The address.
    pub id: Uuid,
    /// Who receives.
    pub recipient: String,
    /// Their number.
    pub phone: String,
    /// The system of its units: `2025` or `legacy`.
    pub system: String,
    /// The province.
    pub province_code: String,
    /// The district, in the old system alone.
    pub district_code: Option<String>,
    /// The ward.
    pub ward_code: String,
    /// House and street.
    pub line1: String,
    /// The whole address as people write it.
    pub full_text: String,
    /// The ward of today for an old address, where there is exactly one.
    pub current_ward_code: Option<String>,
    /// Whether things are sent here unless something else is said.
    pub is_shipping_default: bool,
    /// Whether invoices name it unless something else is said.
    pub is_billing_default: bool,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Address").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What somebody writes into the address form.
#[derive(Debug, Clone)]
pub struct NewAddress {
    /// Who receives.
    pub recipient: String,
    /// Their number.
    pub phone: String,
    /// The system of the units.
    pub system: System,
    /// The province.
    pub province_code: String,
    /// The district, in the old system alone.
    pub district_code: Option<String>,
    /// The ward.
    pub ward_code: String,
    /// House and street.
    pub line1: String,
    /// Whether things are to be sent here.
    pub is_shipping_default: bool,
    /// Whether invoices are to name it.
    pub is_billing_default: bool,
}

impl Identity {
    /// The address book of an account.
    pub async fn addresses(&self, account: AccountId) -> Result<Vec<Address>, IdentityError> {
        store::addresses::of_account(&mut *self.inner.database.read().await?, account).await
    }

    /// Adds an address. The first one of a book is its default.
    pub async fn add_address(&self, account: AccountId, new: &NewAddress) -> Result<Address, IdentityError> {
        let address = checked(cholon_kernel::id::new_uuid(self.clock()), new)?;
        let mut tx = self.begin().await?;
        store::addresses::lock_book(&mut tx, account).await?;
        let count = store::addresses::count(&mut tx, account).await?;
        if count >= ADDRESSES_MAX {
            return Err(IdentityError::AddressBookFull);
        }
        let is_first = count == 0;
        let address = Address {
            is_shipping_default: address.is_shipping_default || is_first,
            is_billing_default: address.is_billing_default || is_first,
            ..address
        };
        self.save(&mut tx, account, &address).await?;
        commit(tx).await?;
        Ok(address)
    }

    /// Changes an address of the account. A default stays one until another takes its place.
    pub async fn change_address(
        &self,
        account: AccountId,
        id: Uuid,
        new: &NewAddress,
    ) -> Result<Address, IdentityError> {
        let address = checked(id, new)?;
        let mut tx = self.begin().await?;
        store::addresses::lock_book(&mut tx, account).await?;
        let own = store::addresses::of_account(&mut tx, account).await?;
        let before = own.iter().find(|own| own.id == id).ok_or(IdentityError::NotFound("address"))?;
        let address = Address {
            is_shipping_default: address.is_shipping_default || before.is_shipping_default,
            is_billing_default: address.is_billing_default || before.is_billing_default,
            ..address
        };
        self.save(&mut tx, account, &address).await?;
        commit(tx).await?;
        Ok(address)
    }

    async fn save(&self, tx: &mut Tx, account: AccountId, address: &Address) -> Result<(), IdentityError> {
        let (shipping, billing) = (address.is_shipping_default, address.is_billing_default);
        store::addresses::clear_defaults(tx, account, shipping, billing).await?;
        store::addresses::save(tx, account, address, self.now()).await?;
        Ok(())
    }

    /// Removes an address of the account.
    pub async fn remove_address(&self, account: AccountId, id: Uuid) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        if !store::addresses::remove(&mut tx, account, id).await? {
            return Err(IdentityError::NotFound("address"));
        }
        commit(tx).await
    }
}

/// The address, if its units exist and belong together and the rest is readable.
fn checked(id: Uuid, new: &NewAddress) -> Result<Address, IdentityError> {
    let line1 = new.line1.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_readable = !line1.is_empty() && !line1.chars().any(char::is_control);
    if !is_readable || line1.chars().count() > LINE1_LENGTH_MAX {
        return Err(IdentityError::Field(Field::Line1));
    }
    let phone = Contact::parse_phone(&new.phone).map_err(|_malformed| IdentityError::Field(Field::Phone))?;
    let district = new.district_code.as_deref();
    let places = Places::embedded();
    let units = places.check_address(new.system, &new.province_code, district, &new.ward_code);
    let units = units.map_err(|_wrong| IdentityError::Field(Field::Ward))?;
    let parts = [Some(line1.as_str()), Some(units.ward_full), units.district_full, Some(units.province_full)];
    let full_text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Ok(Address {
        id,
        recipient: checked_name(&new.recipient)?,
        phone: phone.as_str().to_owned(),
        system: new.system.to_string(),
        province_code: new.province_code.clone(),
        district_code: district.map(str::to_owned),
        ward_code: new.ward_code.clone(),
        full_text,
        current_ward_code: current_ward(new.system, &new.ward_code),
        line1,
        is_shipping_default: new.is_shipping_default,
        is_billing_default: new.is_billing_default,
    })
}

/// The ward of today behind one of the old system, where there is exactly one: what is only proposed is for a person to
/// confirm.
fn current_ward(system: System, ward_code: &str) -> Option<String> {
    if system == System::TwoLevel {
        return None;
    }
    match Places::embedded().convert_ward(ward_code, None).ok()?.decision {
        Decision::Take(ward) => Some(ward.code.to_owned()),
        Decision::ProposeAndConfirm(_) | Decision::Ask => None,
    }
}
