//! The invented people who log in.

use aws_lc_rs::digest;
use serde::{Deserialize, Serialize};

use crate::service::Service;

/// Digits of an id that a service gives a person.
const SUBJECT_DIGITS: usize = 18;

/// An invented person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The short name by which tests choose them, as `login_hint`.
    pub id: String,
    /// The full name.
    pub name: String,
    /// The e-mail address, at Google and Facebook.
    #[serde(default)]
    pub email: Option<String>,
    /// Whether Google vouches for the address.
    #[serde(default)]
    pub email_verified: bool,
    /// The phone number as `+84…`, at Zalo.
    #[serde(default)]
    pub phone: Option<String>,
    /// The address of a picture.
    #[serde(default)]
    pub picture: Option<String>,
    /// Whether the person let the Zalo app see more than the id.
    #[serde(default = "yes")]
    pub shares_name: bool,
}

const fn yes() -> bool {
    true
}

impl Person {
    /// The id that `service` gives this person: digits, more than fit into 53 bits, another one at each service.
    #[must_use]
    pub fn subject(&self, service: Service) -> String {
        let seed = format!("{}/{}", service.name(), self.id);
        let digest = digest::digest(&digest::SHA256, seed.as_bytes());
        let digits = digest.as_ref().iter().map(|byte| char::from(b'0' + byte % 10));
        std::iter::once('9').chain(digits).take(SUBJECT_DIGITS).collect()
    }
}

/// Who is there from the start: somebody whose address is verified, somebody whose is not, and somebody who shows as
/// little as each service allows.
pub(crate) fn default_persons() -> Vec<Person> {
    let person = |id: &str, name: &str, email: Option<&str>, phone: &str| Person {
        id: id.to_owned(),
        name: name.to_owned(),
        email: email.map(str::to_owned),
        email_verified: id == "an",
        phone: Some(phone.to_owned()),
        picture: Some(format!("https://pictures.example/{id}.jpg")),
        shares_name: id != "chi",
    };
    vec![
        person("an", "Nguyễn Văn An", Some("an.nguyen@example.com"), "+84901234567"),
        person("binh", "Trần Thị Bình", Some("binh.tran@example.com"), "+84912345678"),
        person("chi", "Lê Kim Chi", None, "+84987654321"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_another_id_at_each_service_and_keeps_it() {
        let persons = default_persons();
        let subject = |index: usize, service| persons[index].subject(service);
        assert_eq!(subject(0, Service::Zalo), subject(0, Service::Zalo));
        assert_ne!(subject(0, Service::Zalo), subject(0, Service::Google));
        assert_ne!(subject(0, Service::Zalo), subject(1, Service::Zalo));
        assert!(subject(0, Service::Zalo).parse::<u64>().unwrap() > 1 << 53);
    }
}
