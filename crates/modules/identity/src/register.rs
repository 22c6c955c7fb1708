//! Opening an account: a form, a code, an account (IDN-1).

use cholon_database::Tx;
use cholon_events::publish;
use cholon_kernel::{AccountId, Locale};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::challenge::{Ask, ChallengeId, Purpose, Says, Sent};
use crate::consent::CONSENT_TEXT_VERSION;
use crate::error::IdentityError;
use crate::events::AccountOpened;
use crate::facade::{Identity, commit};
use crate::model::{AccountKind, Caller, Channel, ConsentPurpose, Contact, checked_name, checked_password};
use crate::ports::LetterKind;
use crate::session::{Entered, Holder};
use crate::store;
use crate::store::accounts::NewAccount;
use crate::store::consents::Consent;

/// What somebody who registers says.
#[derive(Debug)]
pub struct Registration {
    /// The address or number, which the code goes to.
    pub contact: Contact,
    /// The person's name.
    pub name: String,
    /// The password.
    pub password: SecretString,
    /// What the person agrees to beyond the service itself.
    pub consents: Vec<ConsentPurpose>,
    /// The language of messages.
    pub locale: Locale,
}

/// What waits, sealed, for the code.
#[derive(Serialize, Deserialize)]
struct Waiting {
    name: String,
    password_hash: String,
    consents: Vec<String>,
    locale: Locale,
}

impl Identity {
    /// Sends a code to who wants an account. Whether the address has one already only its owner learns, by the message.
    pub async fn begin_registration(&self, registration: Registration) -> Result<Sent, IdentityError> {
        let name = checked_name(&registration.name)?;
        let own = [registration.contact.as_str(), name.as_str()];
        let password_hash = self.checked_hash(registration.password, &own).await?;
        let consents = registration.consents.iter().map(|purpose| purpose.name().to_owned()).collect();
        let waiting = Waiting { name, password_hash, consents, locale: registration.locale };
        let payload = serde_json::to_vec(&waiting).map_err(|_shape| IdentityError::ContactMalformed)?;
        let mut tx = self.begin().await?;
        let sent = self.ask_to_register(&mut tx, &registration.contact, registration.locale, payload).await?;
        commit(tx).await?;
        Ok(sent)
    }

    /// Sends another code for a registration that waits for one; the code before counts no longer.
    pub async fn resend_registration(&self, challenge: ChallengeId) -> Result<Sent, IdentityError> {
        let mut tx = self.begin().await?;
        let waiting = store::challenges::waiting(&mut tx, challenge.as_uuid(), Purpose::Register.name()).await?;
        let waiting = waiting.ok_or(IdentityError::CodeRefused { tries_left: 0 })?;
        let payload = self.payload(&waiting)?;
        let form: Waiting =
            serde_json::from_slice(&payload).map_err(|_shape| IdentityError::CodeRefused { tries_left: 0 })?;
        let contact = Contact::parse(&waiting.destination)?;
        let sent = self.ask_to_register(&mut tx, &contact, form.locale, payload).await?;
        commit(tx).await?;
        Ok(sent)
    }

    async fn ask_to_register(
        &self,
        tx: &mut Tx,
        contact: &Contact,
        locale: Locale,
        payload: Vec<u8>,
    ) -> Result<Sent, IdentityError> {
        let is_taken = store::accounts::id_of(tx, contact).await?.is_some();
        let says = if is_taken { Says::Instead(LetterKind::AlreadyRegistered) } else { Says::TheCode };
        let payload = Some(payload);
        self.ask(tx, Ask { purpose: Purpose::Register, to: contact, locale, account: None, payload, says }).await
    }

    /// Opens the account once the code is right, and logs in.
    pub async fn confirm_registration(
        &self,
        challenge: ChallengeId,
        code: &str,
        channel: Channel,
        caller: &Caller,
    ) -> Result<Entered, IdentityError> {
        let (mut tx, solved) = self.solve(Purpose::Register, challenge, code).await?;
        let waiting: Waiting = serde_json::from_slice(&self.payload(&solved)?)
            .map_err(|_shape| IdentityError::CodeRefused { tries_left: 0 })?;
        let contact = Contact::parse(&solved.destination)?;
        let new = NewAccount {
            id: AccountId::new(self.clock()),
            kind: AccountKind::Customer,
            name: &waiting.name,
            email: contact.email(),
            phone: contact.phone(),
            password_hash: Some(&waiting.password_hash),
            locale: waiting.locale,
            now: self.now(),
        };
        store::accounts::insert(&mut tx, &new).await?;
        let given = waiting.consents.iter().filter_map(|name| ConsentPurpose::named(name));
        for purpose in given.chain([ConsentPurpose::Service]) {
            self.write_consent(&mut tx, new.id, purpose, true).await?;
        }
        publish(&mut tx, self.clock(), &AccountOpened { account_id: new.id }).await?;
        let mut entered = self
            .open_session(&mut tx, Holder { account: new.id, kind: AccountKind::Customer }, channel, caller)
            .await?;
        commit(tx).await?;
        entered.is_new = true;
        Ok(entered)
    }

    pub(crate) async fn write_consent(
        &self,
        tx: &mut Tx,
        account: AccountId,
        purpose: ConsentPurpose,
        is_given: bool,
    ) -> Result<(), IdentityError> {
        let text_version = CONSENT_TEXT_VERSION.to_owned();
        let consent = Consent { purpose, is_given, text_version, decided_at: self.now() };
        store::consents::insert(tx, cholon_kernel::id::new_uuid(self.clock()), account, &consent).await
    }

    /// Hashes a password that breaks no rule.
    pub(crate) async fn checked_hash(&self, password: SecretString, own: &[&str]) -> Result<String, IdentityError> {
        Ok(self.inner.passwords.hash(checked_password(password, own)?).await?)
    }
}
