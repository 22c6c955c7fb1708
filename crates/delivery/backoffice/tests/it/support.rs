//! A back office behind the edge, people of staff, and what they ask for.

use std::fmt::Write as _;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::body::Body;
use cholon_backoffice::{BackOffice, OfficeInfo, Sources};
use cholon_crypto::{MasterKey, TOTP_STEP_SECONDS, TotpSecret};
use cholon_database::Tx;
use cholon_identity::model::{Caller, Channel, Contact, Permission, Permissions};
use cholon_identity::ports::{Letter, LetterKind, Messenger};
use cholon_identity::providers::Providers;
use cholon_identity::{
    Change, Identity, IdentityError, IdentityParts, IdentitySettings, NewStaff, Registration, RoleForm,
};
use cholon_kernel::{AccountId, Actor, Clock as _, Locale, ManualClock};
use cholon_limits::{LimitSettings, RateLimits};
use cholon_notification::Notifications;
use cholon_testkit::TestDatabase;
use cholon_webkit::{Edge, EdgeParts, EdgeSettings, ResponseCache};
use http::header::{LOCATION, SET_COOKIE};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use secrecy::{ExposeSecret as _, SecretString};

/// The password of everybody here.
pub(crate) const PASSWORD: &str = "chợ lớn mười giờ";
/// The address of the first administrator.
pub(crate) const ADMIN: &str = "quanly@example.vn";
/// Who sends requests here.
const BROWSER: &str = "Mozilla/5.0 (Windows NT 10.0) Chrome/142.0";

/// Keeps what people are told.
#[derive(Default)]
struct Letters(Mutex<Vec<Letter>>);

#[async_trait]
impl Messenger for Letters {
    async fn post(&self, _: &mut Tx, letter: Letter) -> Result<(), IdentityError> {
        self.0.lock().unwrap().push(letter);
        Ok(())
    }
}

/// A back office of its own for one test.
pub(crate) struct House {
    pub(crate) identity: Identity,
    pub(crate) notifications: Notifications,
    pub(crate) office: BackOffice,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) test: TestDatabase,
    letters: Arc<Letters>,
    edge: Edge,
}

/// A browser: its cookies, and the token of the page it looked at last.
#[derive(Default, Clone)]
pub(crate) struct Browser {
    pub(crate) cookies: Vec<(String, String)>,
    pub(crate) csrf: String,
}

/// What the edge answered.
pub(crate) struct Told {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Told {
    /// Where a redirect leads.
    pub(crate) fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text);
        self.headers[LOCATION].to_str().unwrap()
    }
}

impl Browser {
    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// With a cookie.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.cookies.retain(|(known, _)| known != name);
        if !value.is_empty() {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }

    fn take(&mut self, told: &Told) {
        for line in told.headers.get_all(SET_COOKIE) {
            let (name, rest) = line.to_str().unwrap().split_once('=').unwrap();
            self.set(name, rest.split(';').next().unwrap());
        }
        if let Some(rest) = told.text.split("name=\"csrf\" value=\"").nth(1) {
            rest.split('"').next().unwrap().clone_into(&mut self.csrf);
        }
    }
}

impl House {
    pub(crate) async fn open() -> Self {
        let test = cholon_testkit::database().await;
        let clock = Arc::new(ManualClock::at("2026-11-26T03:00:00Z"));
        let letters = Arc::new(Letters::default());
        let identity = Identity::new(IdentityParts {
            database: test.database().clone(),
            clock: Arc::clone(&clock) as _,
            master: MasterKey::new([7; 32]),
            messenger: Arc::clone(&letters) as _,
            providers: Providers::default(),
            settings: IdentitySettings {
                issuer: "https://shop.example".to_owned(),
                shop_name: "Chợ Lớn".to_owned(),
                hashing_workers: 2,
            },
        });
        identity.prepare().await.unwrap();
        let notifications = Notifications::new(test.database().clone(), Arc::clone(&clock) as _, None);
        let from = Sources {
            identity: identity.clone(),
            notifications: notifications.clone(),
            clock: Arc::clone(&clock) as _,
        };
        let info = OfficeInfo { shop_name: "Chợ Lớn".to_owned(), public_url: "https://shop.example".to_owned() };
        let office = BackOffice::new(from, info);
        let edge = edge(&office);
        let house = Self { identity, notifications, office, clock, test, letters, edge };
        house.staff(ADMIN, "Trần Thị Hằng", "super-administrator").await;
        house
    }

    /// An account of staff with a role.
    pub(crate) async fn staff(&self, email: &str, name: &str, role: &str) -> AccountId {
        let caller = Caller::new("", "command line");
        let new = NewStaff {
            email: Contact::parse(email).unwrap(),
            name: name.to_owned(),
            password: secret(PASSWORD),
            role: role.to_owned(),
        };
        let change = Change { actor: Actor::Operator("root".to_owned()), caller: &caller };
        self.identity.create_staff(new, &change).await.unwrap()
    }

    /// A role that allows this and asks for no second factor.
    pub(crate) async fn role(&self, name: &str, permissions: &[Permission]) {
        let caller = Caller::new("", "command line");
        let form = RoleForm {
            name: name.to_owned(),
            permissions: Permissions::named(permissions.iter().map(|permission| permission.name())),
            needs_second_factor: false,
        };
        let change = Change { actor: Actor::Operator("root".to_owned()), caller: &caller };
        self.identity.save_role(None, &form, &change).await.unwrap();
    }

    /// Somebody of staff with these permissions, logged in without a second factor.
    pub(crate) async fn clerk(&self, name: &str, permissions: &[Permission]) -> (AccountId, Browser) {
        self.role(name, permissions).await;
        let email = format!("{name}@example.vn");
        let id = self.staff(&email, name, name).await;
        let mut browser = Browser::default();
        assert_eq!(self.log_in(&mut browser, &email, PASSWORD, "").await.location(), "/admin");
        self.get(&mut browser, "/admin").await;
        (id, browser)
    }

    /// A shopper's account with a session of their own.
    pub(crate) async fn customer(&self, email: &str) -> (AccountId, String) {
        let registration = Registration {
            contact: Contact::parse(email).unwrap(),
            name: "Nguyễn Văn An".to_owned(),
            password: secret(PASSWORD),
            consents: Vec::new(),
            locale: Locale::Vi,
        };
        let sent = self.identity.begin_registration(registration).await.unwrap();
        let code = match &self.letters.0.lock().unwrap().last().unwrap().what {
            LetterKind::Code { code, .. } => code.expose_secret().to_owned(),
            other => panic!("no code but {other:?}"),
        };
        let caller = Caller::new("203.0.113.7", "Firefox/140 (Linux; Android 16)");
        let entered = self.identity.confirm_registration(sent.challenge, &code, Channel::Web, &caller).await.unwrap();
        (entered.account, entered.cookie.unwrap().reveal().to_owned())
    }

    /// Sends the form of the log-in page.
    pub(crate) async fn log_in(&self, browser: &mut Browser, email: &str, password: &str, next: &str) -> Told {
        self.get(browser, "/admin/dang-nhap").await;
        self.post(browser, "/admin/dang-nhap", &[("email", email), ("password", password), ("next", next)]).await
    }

    /// The administrator, through both factors, with the secret of the second.
    pub(crate) async fn admin(&self) -> (Browser, TotpSecret) {
        let mut browser = Browser::default();
        self.log_in(&mut browser, ADMIN, PASSWORD, "").await;
        let page = self.get(&mut browser, "/admin/xac-thuc").await.text;
        let secret = secret_of(&page);
        let code = self.code(&secret);
        let told = self.post(&mut browser, "/admin/xac-thuc", &[("code", &code), ("next", "")]).await;
        assert_eq!(told.location(), "/admin");
        self.get(&mut browser, "/admin").await;
        (browser, secret)
    }

    /// The one-time password of now.
    pub(crate) fn code(&self, secret: &TotpSecret) -> String {
        secret.password(self.clock.now().as_second() / TOTP_STEP_SECONDS)
    }

    pub(crate) async fn get(&self, browser: &mut Browser, path: &str) -> Told {
        self.send(Method::GET, browser, path, String::new()).await
    }

    /// The page at a path, which is there.
    pub(crate) async fn page(&self, browser: &mut Browser, path: &str) -> String {
        let told = self.get(browser, path).await;
        assert_eq!(told.status, StatusCode::OK, "{path}: {}", told.text);
        told.text
    }

    /// Sends a form with the token of the page that was looked at last.
    pub(crate) async fn post(&self, browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Told {
        let csrf = browser.csrf.clone();
        self.forged(browser, path, &[fields, &[("csrf", &csrf)]].concat()).await
    }

    /// Sends a form as it is.
    pub(crate) async fn forged(&self, browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Told {
        let body = fields.iter().fold(String::new(), |mut body, (name, value)| {
            write!(body, "{name}={}&", cholon_webkit::escape(value)).unwrap();
            body
        });
        self.send(Method::POST, browser, path, body).await
    }

    pub(crate) async fn send(&self, method: Method, browser: &mut Browser, path: &str, body: String) -> Told {
        let cookies: Vec<_> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().method(method).uri(path).header("user-agent", BROWSER);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let request = request.header("cookie", cookies.join("; ")).body(Body::from(body)).unwrap();
        let (head, body) = self.edge.answer(request, Ipv4Addr::LOCALHOST.into()).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&body).into_owned();
        let told = Told { status: head.status, headers: head.headers, text };
        browser.take(&told);
        told
    }
}

pub(crate) fn secret(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

/// The secret that the page of the enrolment shows.
pub(crate) fn secret_of(page: &str) -> TotpSecret {
    let shown = page.split("<code id=\"key\"").nth(1).unwrap();
    let shown = shown.split(['>', '<']).nth(1).unwrap().replace(' ', "");
    let bits: Vec<u8> = shown
        .bytes()
        .flat_map(|letter| {
            let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == letter).unwrap();
            (0..5).rev().map(move |bit| u8::from(value >> bit & 1 == 1))
        })
        .collect();
    TotpSecret::from_bytes(bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | bit)).collect())
}

/// The pages behind everything a request passes in a real server.
fn edge(office: &BackOffice) -> Edge {
    let pages = office.clone();
    let limits = LimitSettings { pages_per_minute: 0, ..LimitSettings::default() };
    let parts = EdgeParts {
        router: cholon_backoffice::router(office.clone()),
        limits: RateLimits::new(&limits),
        cache: ResponseCache::new(1024 * 1024),
        error_page: Arc::new(move |failure| pages.error_page(failure)),
    };
    Edge::new(EdgeSettings::default(), parts)
}
