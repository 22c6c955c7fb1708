//! A shop with its accounts behind the edge, people who have one, and what they ask for.

use std::fmt::Write as _;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::body::Body;
use cholon_cart::{Carts, JoinRule};
use cholon_catalog::Catalog;
use cholon_crypto::MasterKey;
use cholon_database::Tx;
use cholon_identity::model::{Caller, Channel, Contact};
use cholon_identity::ports::{Letter, LetterKind, Messenger};
use cholon_identity::providers::{ProviderSettings, Providers, ZaloSettings};
use cholon_identity::{Identity, IdentityError, IdentityParts, IdentitySettings, Registration};
use cholon_indexing::CatalogDocuments;
use cholon_kernel::{AccountId, Clock, EventPosition, Locale, ManualClock};
use cholon_limits::{LimitSettings, RateLimits};
use cholon_notification::Notifications;
use cholon_search::{QueryLog, Search};
use cholon_shopping::{Shopping, ShoppingSettings};
use cholon_storage::FolderStore;
use cholon_storefront::{ShopInfo, Sources, Storefront};
use cholon_testkit::TestDatabase;
use cholon_webkit::{Edge, EdgeParts, EdgeSettings, ResponseCache};
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret as _, SecretString};

/// The cookie of a session.
const SESSION_COOKIE: &str = "phien";
/// The password of everybody here.
pub(crate) const PASSWORD: &str = "chợ lớn mười giờ";

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

/// A shop of its own for one test.
pub(crate) struct House {
    pub(crate) identity: Identity,
    letters: Arc<Letters>,
    edge: Edge,
    _folder: tempfile::TempDir,
    pub(crate) database: TestDatabase,
}

/// Somebody who is logged in.
pub(crate) struct Person {
    pub(crate) id: AccountId,
    pub(crate) csrf: String,
    cookie: String,
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
        self.headers[http::header::LOCATION].to_str().unwrap()
    }
}

impl House {
    pub(crate) async fn open() -> Self {
        let test = cholon_testkit::database().await;
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at("2026-11-20T00:00:00Z"));
        let letters = Arc::new(Letters::default());
        let identity = Identity::new(IdentityParts {
            database: test.database().clone(),
            clock: Arc::clone(&clock) as _,
            master: MasterKey::new([9; 32]),
            messenger: Arc::clone(&letters) as _,
            providers: providers(&clock),
            settings: IdentitySettings {
                issuer: "https://shop.example".to_owned(),
                shop_name: "Cholon".to_owned(),
                hashing_workers: 2,
            },
        });
        let sources = sources(&test, folder.path(), &clock, &identity).await;
        let shop = ShopInfo { public_url: "https://shop.example".to_owned(), ..ShopInfo::default() };
        let edge = edge(Storefront::new(sources, shop));
        Self { identity, letters, edge, _folder: folder, database: test }
    }

    /// The code that was sent to an address last.
    pub(crate) fn code(&self, to: &str) -> String {
        let letters = self.letters.0.lock().unwrap();
        let letter = letters.iter().rev().find(|letter| letter.to.as_str() == to).unwrap();
        let LetterKind::Code { code, .. } = &letter.what else { panic!("no code") };
        code.expose_secret().to_owned()
    }

    /// Somebody with an account that was just opened.
    pub(crate) async fn person(&self, address: &str) -> Person {
        let registration = Registration {
            contact: Contact::parse(address).unwrap(),
            name: "Nguyễn Văn An".to_owned(),
            password: SecretString::from(PASSWORD.to_owned()),
            consents: Vec::new(),
            locale: Locale::Vi,
        };
        let sent = self.identity.begin_registration(registration).await.unwrap();
        let (code, caller) = (self.code(address), Caller::new("203.0.113.7", "Firefox/140 (Linux; Android 16)"));
        let entered = self.identity.confirm_registration(sent.challenge, &code, Channel::Web, &caller).await.unwrap();
        self.with_cookie(entered.cookie.unwrap().reveal()).await
    }

    /// The same person on another device.
    pub(crate) async fn elsewhere(&self, address: &str) -> Person {
        let (contact, password) = (Contact::parse(address).unwrap(), SecretString::from(PASSWORD.to_owned()));
        let caller = Caller::new("198.51.100.9", "Chrome/142.0 (Windows NT 10.0)");
        let entered = self.identity.log_in(&contact, password, Channel::Web, &caller).await.unwrap();
        self.with_cookie(entered.cookie.unwrap().reveal()).await
    }

    async fn with_cookie(&self, cookie: &str) -> Person {
        let visitor = self.identity.visitor(cookie).await.unwrap().unwrap();
        Person { id: visitor.account, csrf: visitor.csrf, cookie: cookie.to_owned() }
    }

    pub(crate) async fn get(&self, person: Option<&Person>, path: &str) -> Told {
        self.send(Method::GET, person, path, String::new()).await
    }

    /// The page at a path, which is there.
    pub(crate) async fn page(&self, person: &Person, path: &str) -> String {
        let told = self.get(Some(person), path).await;
        assert_eq!(told.status, StatusCode::OK, "{path}");
        told.text
    }

    /// Sends a form that was drawn for the person.
    pub(crate) async fn post(&self, person: &Person, path: &str, fields: &[(&str, &str)]) -> Told {
        self.forged(person, path, &[fields, &[("csrf", &person.csrf)]].concat()).await
    }

    /// Sends an empty form without being logged in.
    pub(crate) async fn post_as_nobody(&self, path: &str) -> Told {
        self.send(Method::POST, None, path, String::new()).await
    }

    /// Sends a form as it is.
    pub(crate) async fn forged(&self, person: &Person, path: &str, fields: &[(&str, &str)]) -> Told {
        let body = fields.iter().fold(String::new(), |mut body, (name, value)| {
            write!(body, "&{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)).unwrap();
            body
        });
        self.send(Method::POST, Some(person), path, body).await
    }

    async fn send(&self, method: Method, person: Option<&Person>, path: &str, body: String) -> Told {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("content-type", "application/x-www-form-urlencoded");
        if let Some(person) = person {
            request = request.header("cookie", format!("{SESSION_COOKIE}={}", person.cookie));
        }
        let request = request.body(Body::from(body)).unwrap();
        let (head, body) = self.edge.answer(request, Ipv4Addr::LOCALHOST.into()).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Told { status: head.status, headers: head.headers, text: String::from_utf8_lossy(&body).into_owned() }
    }
}

/// Zalo alone; leading a browser there asks nobody.
fn providers(clock: &Arc<ManualClock>) -> Providers {
    let zalo = ZaloSettings::new("1234567890", SecretString::from("a secret of the test".to_owned()));
    let clock: Arc<dyn Clock> = Arc::clone(clock) as _;
    Providers::new(ProviderSettings { zalo: Some(zalo), ..ProviderSettings::default() }, &clock).unwrap()
}

async fn sources(
    test: &TestDatabase,
    folder: &std::path::Path,
    clock: &Arc<ManualClock>,
    identity: &Identity,
) -> Sources {
    let files = Arc::new(FolderStore::new(folder.join("media")));
    let catalog = Catalog::new(test.database(), Arc::clone(&files) as _, Arc::clone(clock) as _);
    let (index, documents) = (folder.join("search"), CatalogDocuments::new(catalog.clone()));
    cholon_search::reindex(&index, &documents, EventPosition::default(), |_| ()).await.unwrap();
    let shopping = Shopping {
        identity: identity.clone(),
        carts: Carts::new(test.database().clone(), Arc::clone(clock) as _),
        catalog: catalog.clone(),
        notifications: Notifications::new(test.database().clone(), Arc::clone(clock) as _, None),
        settings: ShoppingSettings { join_rule: JoinRule::default(), vat_basis_points: 800 },
    };
    Sources {
        catalog,
        search: Search::open(&index).unwrap(),
        queries: QueryLog::new(test.database(), Arc::clone(clock) as _),
        files,
        shopping,
        clock: Arc::clone(clock) as _,
    }
}

/// The pages behind everything a request passes in a real server.
fn edge(storefront: Storefront) -> Edge {
    let pages = storefront.clone();
    let parts = EdgeParts {
        router: cholon_storefront::router(storefront),
        limits: RateLimits::new(&LimitSettings::default()),
        cache: ResponseCache::new(1024 * 1024),
        error_page: Arc::new(move |failure| pages.error_page(failure)),
    };
    Edge::new(EdgeSettings::default(), parts)
}
