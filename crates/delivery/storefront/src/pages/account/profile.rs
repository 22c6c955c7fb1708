//! `/tai-khoan/ho-so`: name, birthday, language and topics; the page on which contacts, password and log-ins stand too.

use axum::Form;
use cholon_identity::model::{Account, Contact, Topic};
use cholon_identity::{Field, IdentityError, Profile};
use cholon_kernel::Locale;
use http::StatusCode;
use jiff::civil::Date;
use serde::Deserialize;

use super::logins;
use super::member::{Answer, Member, drawn};
use crate::view::account::Section;
use crate::view::account::profile::{ContactView, ProfileTemplate, TopicView, password_form, profile_form, topic};
use crate::view::account::provider::Provider;
use crate::view::page::Page;
use cholon_webkit::flash::{Flash, FlashKind};
use cholon_webkit::form::{Choice, Draft};

/// The languages of messages under their own names.
const LANGUAGES: [(&str, &str); 2] = [("vi", "Tiếng Việt"), ("en", "English")];
/// The rows of topics. A cart that waits has no row of its own: what was chosen about it stays as it is.
const TOPICS: [&str; 2] = ["orders", "offers"];
/// The ways of every row.
const WAYS: [&str; 4] = ["email", "sms", "zns", "push"];

/// What stands in the forms of the page, and what was refused of it: pairs of a field and a key of a text.
pub(super) struct Sheet {
    pub(super) person: Account,
    /// What was typed as the birthday, when it is not that of `person`.
    pub(super) birthday: Option<String>,
    pub(super) profile_error: Option<(&'static str, &'static str)>,
    pub(super) password_error: Option<(&'static str, &'static str)>,
    pub(super) contact: Option<RefusedContact>,
    /// A provider that could not be reached.
    pub(super) broken: Option<Provider>,
}

/// A new address or number that was refused.
pub(super) struct RefusedContact {
    /// `email` or `phone`.
    pub(super) kind: &'static str,
    pub(super) typed: String,
    pub(super) message: String,
}

impl Sheet {
    /// The page as it is when nothing was typed.
    pub(super) const fn of(person: Account) -> Self {
        let (profile_error, password_error) = (None, None);
        Self { person, birthday: None, profile_error, password_error, contact: None, broken: None }
    }

    fn profile_draft(&self, member: &Member, page: &Page) -> Draft {
        let birthday = self.birthday.clone().or_else(|| self.person.birthday.map(|day| day.to_string()));
        let draft =
            member.draft().with("name", self.person.name.clone()).with("birthday", birthday.unwrap_or_default());
        refused(draft, page, self.profile_error)
    }

    fn contact_draft(&self, member: &Member, kind: &str) -> Draft {
        match &self.contact {
            Some(contact) if contact.kind == kind => {
                member.draft().with("destination", &*contact.typed).refused("destination", &*contact.message)
            }
            _ => member.draft(),
        }
    }

    /// The page with a status.
    pub(super) async fn draw(self, member: &Member, status: StatusCode) -> Answer {
        let (page, mut account) = member.page(Section::Profile).await?;
        if let Some(provider) = self.broken {
            let text = page.ts("login-error-provider", "provider", provider.name());
            account.flash = Some(Flash { kind: FlashKind::Failed, text });
        }
        let masked = |contact: Option<Contact>| contact.map(|contact| contact.masked());
        let email = masked(self.person.email.clone().map(Contact::Email));
        let phone = masked(self.person.phone.clone().map(Contact::Phone));
        let password = refused(member.draft(), &page, self.password_error);
        let template = ProfileTemplate {
            form: profile_form(&page, &self.profile_draft(member, &page)),
            languages: Choice::all(LANGUAGES, self.person.locale.tag()),
            contacts: vec![
                ContactView::email(&page, email, &self.contact_draft(member, "email")),
                ContactView::phone(&page, phone, &self.contact_draft(member, "phone")),
            ],
            password: password_form(&page, &password, self.person.has_password),
            has_password: self.person.has_password,
            logins: logins::views(member, &self.person).await?,
            topics: topics(&page, &self.person.topics),
            account,
            page,
        };
        drawn(&template, status)
    }
}

fn refused(draft: Draft, page: &Page, error: Option<(&'static str, &'static str)>) -> Draft {
    match error {
        Some((field, key)) => draft.refused(field, page.text(key)),
        None => draft,
    }
}

/// `/tai-khoan/ho-so`
pub(super) async fn page(member: Member) -> Answer {
    Sheet::of(member.person().await?).draw(&member, StatusCode::OK).await
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct PersonForm {
    csrf: String,
    name: String,
    birthday: String,
    locale: Option<Locale>,
}

/// Saves name, birthday and language.
pub(super) async fn save(member: Member, Form(form): Form<PersonForm>) -> Answer {
    member.check(&form.csrf)?;
    let mut person = member.person().await?;
    let birthday: Result<Option<Date>, _> =
        Some(form.birthday.trim()).filter(|day| !day.is_empty()).map(str::parse).transpose();
    person.name = form.name;
    person.locale = form.locale.unwrap_or(person.locale);
    match birthday {
        Ok(birthday) => {
            person.birthday = birthday;
            keep(&member, person).await
        }
        Err(_malformed) => {
            let error = Some(("birthday", "form-bad-birthday"));
            let sheet = Sheet { birthday: Some(form.birthday), profile_error: error, ..Sheet::of(person) };
            sheet.draw(&member, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Saves what the person wants to hear of: the boxes `topic` that were ticked.
pub(super) async fn save_topics(member: Member, Form(pairs): Form<Vec<(String, String)>>) -> Answer {
    let csrf = pairs.iter().find(|(name, _)| name == "csrf").map_or("", |(_, value)| value);
    member.check(csrf)?;
    let mut person = member.person().await?;
    let ticked = pairs.iter().filter(|(name, _)| name == "topic").map(|(_, value)| value.as_str());
    person.topics = chosen(&person.topics, ticked);
    keep(&member, person).await
}

async fn keep(member: &Member, person: Account) -> Answer {
    let (name, topics) = (person.name.clone(), person.topics.clone());
    let profile = Profile { name, birthday: person.birthday, locale: person.locale, topics };
    let error = match member.identity().change_profile(member.id(), &profile, &member.caller).await {
        Ok(()) => return Ok(member.told(Section::Profile, "profile-saved")),
        Err(IdentityError::Field(Field::Birthday)) => ("birthday", "form-bad-birthday"),
        Err(IdentityError::Field(Field::Name)) if person.name.trim().is_empty() => ("name", "form-missing"),
        Err(IdentityError::Field(Field::Name)) => ("name", "form-too-long"),
        Err(other) => return Err(other.into()),
    };
    let sheet = Sheet { profile_error: Some(error), ..Sheet::of(person) };
    sheet.draw(member, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The rows of topics; identity's `orders:email` is the page's `orders.email`.
fn topics(page: &Page, chosen: &[Topic]) -> Vec<TopicView> {
    let chosen: Vec<String> = chosen.iter().map(|topic| topic.name().replace(':', ".")).collect();
    let chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
    TOPICS.map(|row| topic(page, row, &WAYS, &chosen)).to_vec()
}

/// What is chosen once the boxes of the page are `ticked`; topics without a box stay as they were.
fn chosen<'t>(before: &[Topic], ticked: impl Iterator<Item = &'t str>) -> Vec<Topic> {
    let has_box = |topic: &Topic| topic.name().split_once(':').is_some_and(|(row, _)| TOPICS.contains(&row));
    let kept = before.iter().copied().filter(|topic| !has_box(topic));
    let new = ticked.filter_map(|value| Topic::named(&value.replace('.', ":"))).filter(has_box);
    let mut topics: Vec<Topic> = kept.chain(new).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::page;

    #[test]
    fn topics_without_a_box_stay() {
        let ticked = ["orders.zns", "orders.zns", "wishes.email", "cart.email"];
        let topics = chosen(&[Topic::OrdersByEmail, Topic::CartByEmail], ticked.into_iter());
        assert_eq!(topics, [Topic::OrdersByZns, Topic::CartByEmail]);
        assert_eq!(chosen(&[], ["cart.email"].into_iter()), []);
    }

    #[test]
    fn every_box_is_a_topic() {
        let rows = topics(&page(Locale::Vi, "/"), &[Topic::OffersBySms]);
        let boxes: Vec<_> = rows.iter().flat_map(|row| &row.ways).collect();
        assert!(boxes.iter().all(|way| Topic::named(&way.value.replace('.', ":")).is_some()));
        let ticked: Vec<_> = boxes.iter().filter(|way| way.is_ticked).map(|way| way.value.as_str()).collect();
        assert_eq!(ticked, ["offers.sms"]);
    }
}
