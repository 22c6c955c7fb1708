//! An account with everything in it is taken along, then deleted; afterwards no table knows the person (IDN-9).

use cholon_cart::{FormChange, GuestToken, Owner};
use cholon_identity::address::NewAddress;
use cholon_identity::model::{Caller, Channel, ConsentPurpose, Contact, Topic};
use cholon_identity::{Change, Profile};
use cholon_kernel::{AccountId, Actor, Locale};
use cholon_places::{Places, System};
use secrecy::SecretString;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Row as _};

use crate::support::{PASSWORD, Shop};

const FIRST_EMAIL: &str = "an.cu.7731@example.vn";
const EMAIL: &str = "an.moi.9137@example.vn";
const PHONE: &str = "+84912345678";
const NAME: &str = "Nguyễn Thị Ân Huệ";
const STREET: &str = "12 hẻm Bàu Sen";
const BIRTHDAY: &str = "1990-02-03";
const NOTE: &str = "gọi cổng sau nhé";
const SUBJECT: &str = "zalo-7391824650";
const ADDRESS: &str = "203.0.113.77";
const DEVICE: &str = "Firefox/140 (Linux; Android 16; SM-A155F)";

fn caller() -> Caller {
    Caller::new(ADDRESS, DEVICE)
}

impl Shop {
    /// Fills whatever an account has with words that can be found again.
    async fn live(&self, account: AccountId) {
        let identity = &self.shopping.identity;
        for contact in [EMAIL, PHONE] {
            self.clock.advance_ms(61_000);
            let contact = Contact::parse(contact).unwrap();
            let sent = identity.begin_contact_change(account, &contact, Locale::Vi).await.unwrap();
            let code = self.code_sent_to(contact.as_str()).await;
            identity.confirm_contact_change(account, sent.challenge, &code).await.unwrap();
        }
        let topics = Topic::ALL.to_vec();
        let birthday = Some(BIRTHDAY.parse().unwrap());
        let profile = Profile { name: NAME.to_owned(), birthday, locale: Locale::Vi, topics };
        identity.change_profile(account, &profile, &Caller::new("198.51.100.1", "Chrome")).await.unwrap();
        identity.decide(account, ConsentPurpose::Personalisation, true).await.unwrap();
        self.keep_addresses(account).await;
        self.log_in_often(account).await;
        self.fill_cart(account).await;
        let staff = Change { actor: Actor::System, caller: &Caller::new("198.51.100.1", "Chrome") };
        identity.block(account, true, &staff).await.unwrap();
        identity.block(account, false, &staff).await.unwrap();
    }

    async fn keep_addresses(&self, account: AccountId) {
        let wards = Places::embedded().wards_of_province("01").unwrap();
        let new = NewAddress {
            recipient: NAME.to_owned(),
            phone: PHONE.to_owned(),
            system: System::TwoLevel,
            province_code: "01".to_owned(),
            district_code: None,
            ward_code: wards[0].code.to_owned(),
            line1: STREET.to_owned(),
            is_shipping_default: true,
            is_billing_default: true,
        };
        self.shopping.identity.add_address(account, &new).await.unwrap();
    }

    /// Right and wrong passwords, a forgotten one, a log-in at somebody else's.
    async fn log_in_often(&self, account: AccountId) {
        let (identity, contact) = (&self.shopping.identity, Contact::parse(PHONE).unwrap());
        let wrong = SecretString::from("not the password".to_owned());
        assert!(identity.log_in(&contact, wrong, Channel::Api, &caller()).await.is_err());
        for channel in [Channel::Api, Channel::Web, Channel::MiniApp] {
            let password = SecretString::from(PASSWORD.to_owned());
            identity.log_in(&contact, password, channel, &caller()).await.unwrap();
        }
        self.clock.advance_ms(61_000);
        identity.forgot_password(&Contact::parse(EMAIL).unwrap(), Locale::Vi).await.unwrap();
        let mut connection = self.test.database().read().await.unwrap();
        let link =
            "INSERT INTO identity.logins (provider, subject, account_id, linked_at) VALUES ('zalo', $1, $2, now())";
        let link = sqlx::query(link).bind(SUBJECT).bind(account.as_uuid());
        link.execute(&mut *connection).await.unwrap();
    }

    /// A guest's cart that joined, with a note.
    async fn fill_cart(&self, account: AccountId) {
        let guest = GuestToken::random();
        let known = self.shopping.catalog.variants_by_sku(&["G0".to_owned()]).await.unwrap();
        let variant = known["G0"];
        let add = FormChange::Add { variant, pieces: 2, price: Some(100_000) };
        let note = FormChange::Describe { variant, note: Some(NOTE.to_owned()), is_saved: None };
        for change in [add, note] {
            self.shopping.change(&Owner::Guest(guest.clone()), "web", change, None).await.unwrap();
        }
        self.shopping.join(&guest, account).await.unwrap();
    }

    async fn code_sent_to(&self, address: &str) -> String {
        let subject = self.messages_to(address).await.remove(0).subject;
        subject.split(' ').find(|word| word.len() == 6 && word.parse::<u32>().is_ok()).unwrap().to_owned()
    }

    /// Every table in which a text is found, in any column: as it is, in JSON, or as bytes.
    async fn tables_with(&self, text: &str) -> Vec<String> {
        let mut connection = self.test.database().read().await.unwrap();
        let tables = "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1";
        let tables = sqlx::query(tables).fetch_all(&mut *connection).await.unwrap();
        assert!(tables.len() > 30, "the tables are found");
        let mut found = Vec::new();
        for table in tables.iter().map(|row| row.get::<String, _>(0)) {
            let count = format!(
                "SELECT count(*) FROM {table} t WHERE strpos(lower(t::text), lower($1)) > 0
                    OR strpos(t::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0"
            );
            let count = sqlx::query_scalar::<_, i64>(AssertSqlSafe(count)).bind(text);
            if count.fetch_one(&mut *connection).await.unwrap() > 0 {
                found.push(table);
            }
        }
        found
    }
}

/// What tells of the person, in every spelling that could be kept.
const TRACES: [&str; 11] =
    [FIRST_EMAIL, EMAIL, PHONE, "0912345678", NAME, STREET, BIRTHDAY, NOTE, SUBJECT, ADDRESS, "SM-A155F"];

#[tokio::test]
async fn what_is_taken_along_is_everything_and_what_stays_is_nothing() {
    let shop = Shop::open().await;
    let account = shop.person(FIRST_EMAIL, vec![ConsentPurpose::Marketing], Locale::Vi).await;
    shop.live(account).await;
    assert_eq!(shop.tables_with(FIRST_EMAIL).await, Vec::<String>::new(), "an address that was given up is forgotten");
    let traces = TRACES.iter().filter(|trace| !matches!(**trace, FIRST_EMAIL | "0912345678"));
    let mut known = Vec::new();
    for trace in traces.clone() {
        known.extend(shop.tables_with(trace).await);
    }
    known.sort_unstable();
    known.dedup();
    let expected = ["cart.carts", "identity.accounts", "identity.addresses", "identity.logins", "identity.sessions"];
    assert!(
        expected.iter().all(|table| known.contains(&(*table).to_owned())),
        "the search finds what is there: {known:?}"
    );

    let exported = shop.shopping.personal_data(account).await.unwrap();
    for trace in [EMAIL, PHONE, NAME, STREET, BIRTHDAY, NOTE, ADDRESS, "SM-A155F", "zalo"] {
        assert!(exported.to_string().contains(trace), "{trace} is taken along");
    }
    assert_eq!(exported["consents"].as_array().map(Vec::len), Some(3));
    assert!(matches!(exported["cart"], Value::Object(_)));

    let password = SecretString::from(PASSWORD.to_owned());
    shop.shopping.delete_account(account, password, &caller()).await.unwrap();
    for trace in TRACES {
        assert_eq!(shop.tables_with(trace).await, Vec::<String>::new(), "{trace} stays");
    }
    // What the law keeps names the account by its number alone: who of staff did what to it, and that it was deleted.
    let kept = shop.tables_with(&account.to_string()).await;
    let may_stay = |table: &String| {
        ["identity.accounts", "identity.audit_log"].contains(&table.as_str()) || table.starts_with("events.log")
    };
    assert!(kept.iter().all(may_stay), "{kept:?}");
}
