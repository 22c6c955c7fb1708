//! `cholon staff`: accounts of staff, the first of them above all.

use std::io::BufRead as _;
use std::process::ExitCode;

use anyhow::Context as _;
use cholon_identity::model::{Caller, Contact};
use cholon_identity::{Change, Field, IdentityError, NewStaff};
use secrecy::SecretString;

use crate::operator::{self, say};
use crate::shop::{Place, Shop};

/// Opens an account with a role.
pub(crate) async fn create(place: &Place, email: &str, name: String, role: String) -> anyhow::Result<ExitCode> {
    let email = Contact::parse(email).ok().filter(|contact| contact.email().is_some());
    let email = email.context("--email takes an e-mail address")?;
    let password = read_password()?;
    let shop = Shop::open(place).await?;
    let (actor, caller) = (operator::actor(), Caller::new("", "command line"));
    let new = NewStaff { email, name, password, role: role.clone() };
    let created = shop.shopping.identity.create_staff(new, &Change { actor, caller: &caller }).await;
    shop.close().await?;
    match created {
        Ok(id) => {
            say(format_args!(
                "{id} is {role} and logs in with the password that was read; a second factor is set up then"
            ));
            Ok(ExitCode::SUCCESS)
        }
        Err(IdentityError::ContactTaken(_)) => anyhow::bail!("an account with this address exists"),
        Err(IdentityError::NotFound(_)) => anyhow::bail!("there is no role {role}"),
        Err(IdentityError::Field(Field::PasswordShort)) => anyhow::bail!("the password needs eight letters or more"),
        Err(IdentityError::Field(Field::PasswordCommon)) => {
            anyhow::bail!("this password is among those that everybody tries first; take another")
        }
        Err(error) => Err(error.into()),
    }
}

fn read_password() -> anyhow::Result<SecretString> {
    say(format_args!("Password, one line:"));
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("no password on standard input")?;
    Ok(SecretString::from(line.trim_end_matches(['\r', '\n']).to_owned()))
}
