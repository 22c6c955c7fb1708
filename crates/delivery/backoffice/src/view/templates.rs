//! The compile-checked templates and what each one shows.

use askama::Template;
use cholon_webkit::When;
use cholon_webkit::form::{Choice, Form};

use crate::view::audit::LineView;
use crate::view::page::Page;
use crate::view::person::{PersonRow, SessionView};
use crate::view::{Badge, Pager, Tab};

/// Logging in.
#[derive(Template)]
#[template(path = "pages/log_in.html")]
pub(crate) struct LogInTemplate {
    pub(crate) page: Page,
    pub(crate) form: Form,
    pub(crate) next: String,
}

/// Giving the second factor.
#[derive(Template)]
#[template(path = "pages/code.html")]
pub(crate) struct CodeTemplate {
    pub(crate) page: Page,
    pub(crate) form: Form,
    pub(crate) next: String,
    pub(crate) email: String,
}

/// Setting up the second factor.
#[derive(Template)]
#[template(path = "pages/enrol.html")]
pub(crate) struct EnrolTemplate {
    pub(crate) page: Page,
    pub(crate) form: Form,
    pub(crate) next: String,
    /// The code for cameras, as markup.
    pub(crate) code: String,
    /// The secret in groups of four letters.
    pub(crate) secret: String,
    /// The link that an app on the same device reads.
    pub(crate) link: String,
    /// Whether the role asks for it.
    pub(crate) is_needed: bool,
}

/// What is going on.
#[derive(Template)]
#[template(path = "pages/dashboard.html")]
pub(crate) struct DashboardTemplate {
    pub(crate) page: Page,
    pub(crate) greeting: String,
    pub(crate) today: String,
    pub(crate) figures: Vec<Figure>,
    pub(crate) services: Vec<Service>,
    /// How the services are in one line.
    pub(crate) services_state: Badge,
}

/// A number with what it counts.
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) icon: &'static str,
    pub(crate) href: Option<&'static str>,
}

/// A server of somebody else.
pub(crate) struct Service {
    pub(crate) name: &'static str,
    pub(crate) state: Badge,
}

/// Accounts.
#[derive(Template)]
#[template(path = "pages/people.html")]
pub(crate) struct PeopleTemplate {
    pub(crate) page: Page,
    pub(crate) tabs: Vec<Tab>,
    /// The list that is shown, for the form that looks something up in it.
    pub(crate) list: &'static str,
    pub(crate) find: String,
    pub(crate) people: Vec<PersonRow>,
    pub(crate) pager: Pager,
    pub(crate) can_add: bool,
}

/// What the search box found.
#[derive(Template)]
#[template(path = "pages/search.html")]
pub(crate) struct SearchTemplate {
    pub(crate) page: Page,
    pub(crate) people: Vec<PersonRow>,
    /// Where all of them are, when there are more.
    pub(crate) more: Option<String>,
}

/// An account.
#[derive(Template)]
#[template(path = "pages/person.html")]
pub(crate) struct PersonTemplate {
    pub(crate) page: Page,
    pub(crate) person: PersonRow,
    pub(crate) id: String,
    pub(crate) is_me: bool,
    /// Where the roles are changed, for who may.
    pub(crate) roles_edit: Option<String>,
    pub(crate) sessions: Vec<SessionView>,
    pub(crate) can_end: bool,
    pub(crate) actions: Vec<ActionView>,
}

/// Something that can be done.
pub(crate) struct ActionView {
    pub(crate) name: String,
    pub(crate) note: String,
    pub(crate) href: String,
    pub(crate) is_grave: bool,
}

/// A question before something grave.
#[derive(Template)]
#[template(path = "pages/confirm.html")]
pub(crate) struct ConfirmTemplate {
    pub(crate) page: Page,
    pub(crate) question: String,
    pub(crate) notes: Vec<String>,
    pub(crate) post: String,
    pub(crate) submit: String,
    pub(crate) back: String,
    pub(crate) is_grave: bool,
    pub(crate) error: Option<String>,
}

/// A form on a page of its own.
#[derive(Template)]
#[template(path = "pages/form.html")]
pub(crate) struct FormTemplate {
    pub(crate) page: Page,
    pub(crate) lead: Option<String>,
    pub(crate) form: Form,
    /// A list to choose from, with its name, label and hint.
    pub(crate) select: Option<Select>,
    /// The title over the boxes to tick, and whether they are roles or permissions.
    pub(crate) checks_title: Option<String>,
    pub(crate) post: String,
    pub(crate) submit: String,
    pub(crate) back: String,
    /// Something else that can be done here.
    pub(crate) action: Option<ActionView>,
    /// Why it cannot be done.
    pub(crate) action_note: Option<String>,
}

/// A list to choose from.
pub(crate) struct Select {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) choices: Vec<Choice>,
}

/// Roles and what they allow.
#[derive(Template)]
#[template(path = "pages/roles.html")]
pub(crate) struct RolesTemplate {
    pub(crate) page: Page,
    pub(crate) roles: Vec<RoleColumn>,
    pub(crate) areas: Vec<Area>,
    pub(crate) can_edit: bool,
}

/// A role.
pub(crate) struct RoleColumn {
    pub(crate) name: String,
    pub(crate) holders: String,
    pub(crate) needs_second_factor: bool,
    /// Where it is changed; `None` for the fixed one, or for who may not.
    pub(crate) edit: Option<String>,
    pub(crate) is_fixed: bool,
}

/// Permissions about the same thing.
pub(crate) struct Area {
    pub(crate) name: String,
    pub(crate) rows: Vec<PermissionRow>,
}

/// A permission, and which roles have it.
pub(crate) struct PermissionRow {
    pub(crate) name: String,
    pub(crate) note: Option<String>,
    /// The name of each role, and whether it has it.
    pub(crate) granted: Vec<(String, bool)>,
}

/// The audit log.
#[derive(Template)]
#[template(path = "pages/audit.html")]
pub(crate) struct AuditTemplate {
    pub(crate) page: Page,
    pub(crate) chain: ChainView,
    pub(crate) find: String,
    pub(crate) actions: Vec<Choice>,
    pub(crate) since: String,
    pub(crate) until: String,
    pub(crate) is_filtered: bool,
    pub(crate) lines: Vec<LineView>,
    pub(crate) pager: Pager,
    pub(crate) csv: String,
}

/// What is known of the chain.
pub(crate) struct ChainView {
    /// The end of its class.
    pub(crate) tone: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) text: String,
    pub(crate) note: String,
}

/// Messages.
#[derive(Template)]
#[template(path = "pages/outbox.html")]
pub(crate) struct OutboxTemplate {
    pub(crate) page: Page,
    pub(crate) tabs: Vec<Tab>,
    pub(crate) messages: Vec<MessageRow>,
    pub(crate) pager: Pager,
}

/// A message in a list.
pub(crate) struct MessageRow {
    pub(crate) href: String,
    pub(crate) subject: String,
    pub(crate) recipient: String,
    pub(crate) channel: String,
    pub(crate) state: Badge,
    pub(crate) at: When,
}

/// A message.
#[derive(Template)]
#[template(path = "pages/message.html")]
pub(crate) struct MessageTemplate {
    pub(crate) page: Page,
    pub(crate) row: MessageRow,
    /// What it says; `None` when that was secret and is forgotten.
    pub(crate) body: Option<String>,
    /// The language it is written in, for screen readers.
    pub(crate) language: &'static str,
    pub(crate) is_secret: bool,
    pub(crate) error: Option<String>,
}

/// One's own account.
#[derive(Template)]
#[template(path = "pages/me.html")]
pub(crate) struct MeTemplate {
    pub(crate) page: Page,
    pub(crate) form: Form,
    pub(crate) language: Select,
    pub(crate) password: Form,
    pub(crate) has_second_factor: bool,
    pub(crate) sessions: Vec<SessionView>,
    pub(crate) has_others: bool,
}

/// An error told to staff.
#[derive(Template)]
#[template(path = "pages/error.html")]
pub(crate) struct ErrorTemplate {
    pub(crate) page: Page,
    pub(crate) status: u16,
    pub(crate) heading: String,
    pub(crate) text: String,
    /// The permission that is missing, in words.
    pub(crate) missing: Option<String>,
    pub(crate) request: Option<String>,
}
