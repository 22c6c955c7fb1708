//! Adding or changing the address or number of an account: it counts once a code sent there was typed.

use cholon_kernel::{AccountId, Locale};

use crate::challenge::{Ask, ChallengeId, Purpose, Says, Sent};
use crate::error::IdentityError;
use crate::facade::{Identity, commit};
use crate::model::Contact;
use crate::ports::LetterKind;
use crate::store;

impl Identity {
    /// Sends a code to the new address or number. That it belongs to another account only its owner learns.
    pub async fn begin_contact_change(
        &self,
        account: AccountId,
        contact: &Contact,
        locale: Locale,
    ) -> Result<Sent, IdentityError> {
        let mut tx = self.begin().await?;
        let owner = store::accounts::id_of(&mut tx, contact).await?;
        let is_others = owner.is_some_and(|owner| owner != account);
        let says = if is_others { Says::Instead(LetterKind::AlreadyRegistered) } else { Says::TheCode };
        let ask = Ask { purpose: Purpose::Contact, to: contact, locale, account: Some(account), payload: None, says };
        let sent = self.ask(&mut tx, ask).await?;
        commit(tx).await?;
        Ok(sent)
    }

    /// Takes the new address or number over.
    pub async fn confirm_contact_change(
        &self,
        account: AccountId,
        challenge: ChallengeId,
        code: &str,
    ) -> Result<Contact, IdentityError> {
        let (mut tx, solved) = self.solve(Purpose::Contact, challenge, code).await?;
        if solved.account != Some(account) {
            return Err(IdentityError::CodeRefused { tries_left: 0 });
        }
        let contact = Contact::parse(&solved.destination)?;
        let before = store::accounts::find(&mut tx, account).await?.ok_or(IdentityError::NotLoggedIn)?;
        for old in before.contacts().filter(|old| old.phone().is_some() == contact.phone().is_some() && *old != contact)
        {
            self.forget_contact(&mut tx, &old).await?;
        }
        store::accounts::set_contact(&mut tx, account, &contact, self.now()).await?;
        commit(tx).await?;
        Ok(contact)
    }
}
