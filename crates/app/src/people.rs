//! Accounts, carts and messages of one process, put together from the settings.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use cholon_cart::{Carts, JoinRule};
use cholon_catalog::Catalog;
use cholon_config::{LogInSettings, MailSettings, MailTls, Settings};
use cholon_crypto::MasterKey;
use cholon_database::Database;
use cholon_identity::providers::{FacebookSettings, GoogleSettings, ProviderSettings, Providers, ZaloSettings};
use cholon_identity::{Identity, IdentityParts, IdentitySettings};
use cholon_kernel::Clock;
use cholon_notification::{Notifications, Sender, SmtpSender, SmtpSettings, SmtpTls};
use cholon_shopping::{Letters, Reminders, Shopping, ShoppingSettings};
use jiff::SignedDuration;

/// The file in the data folder that holds the key of the shop.
const KEY_FILE: &str = "secret.key";

/// The flow of shopping over a database. Starts the tasks that write carts.
pub(crate) fn open(
    data_dir: &Path,
    settings: &Settings,
    database: &Database,
    catalog: &Catalog,
    clock: &Arc<dyn Clock>,
) -> anyhow::Result<Shopping> {
    let mail = mail(&settings.mail).context("mail cannot be sent; see [mail]")?;
    let notifications = Notifications::new(database.clone(), Arc::clone(clock), mail);
    let (shop, letters) = (&settings.shop, letters(settings, &notifications));
    let identity = Identity::new(IdentityParts {
        database: database.clone(),
        clock: Arc::clone(clock),
        master: master(data_dir, settings)?,
        messenger: Arc::new(letters),
        providers: Providers::new(providers(&settings.log_in), clock).context("log-in providers; see [log_in]")?,
        settings: IdentitySettings {
            issuer: shop.public_url.clone(),
            shop_name: shop.name.clone(),
            hashing_workers: hashing_workers(settings.security.hashing_workers),
        },
    });
    let join_rule = match settings.cart.join_rule {
        cholon_config::JoinRule::Sum => JoinRule::Sum,
        cholon_config::JoinRule::Max => JoinRule::Max,
        cholon_config::JoinRule::Replace => JoinRule::Replace,
    };
    let carts = Carts::new(database.clone(), Arc::clone(clock));
    let decided = ShoppingSettings { join_rule, vat_basis_points: settings.cart.vat_basis_points };
    Ok(Shopping { identity, carts, catalog: catalog.clone(), notifications, settings: decided })
}

fn letters(settings: &Settings, notifications: &Notifications) -> Letters {
    Letters::new(notifications.clone(), &settings.shop.name, &settings.shop.public_url)
}

/// Who reminds customers of carts that wait.
pub(crate) fn reminders(settings: &Settings, shopping: &Shopping) -> Arc<Reminders> {
    Arc::new(Reminders::new(shopping.clone(), letters(settings, &shopping.notifications)))
}

fn master(data_dir: &Path, settings: &Settings) -> anyhow::Result<MasterKey> {
    let given = &settings.security.secret_key;
    if !given.is_empty() {
        return Ok(MasterKey::parse(&given.0)?);
    }
    let path = data_dir.join(KEY_FILE);
    MasterKey::open_file(&path).with_context(|| format!("the key of the shop in {} cannot be used", path.display()))
}

/// How long lines of the audit log are kept.
pub(crate) fn audit_kept(settings: &Settings) -> SignedDuration {
    SignedDuration::from_hours(24 * i64::from(settings.security.audit_kept_days))
}

fn hashing_workers(given: usize) -> usize {
    if given > 0 { given } else { std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get) }
}

fn mail(settings: &MailSettings) -> anyhow::Result<Option<Arc<dyn Sender>>> {
    if settings.host.is_empty() {
        return Ok(None);
    }
    let tls = match settings.tls {
        MailTls::Tls => SmtpTls::Tls,
        MailTls::Starttls => SmtpTls::StartTls,
        MailTls::None => SmtpTls::None,
    };
    let smtp = SmtpSettings {
        host: settings.host.clone(),
        port: settings.port,
        tls,
        user: settings.user.clone(),
        password: settings.password.0.clone(),
        from: settings.from.clone(),
    };
    Ok(Some(Arc::new(SmtpSender::new(&smtp)?)))
}

fn given(id: &str) -> Option<&str> {
    (!id.is_empty()).then_some(id)
}

fn providers(settings: &LogInSettings) -> ProviderSettings {
    let mut google =
        given(&settings.google_client_id).map(|id| GoogleSettings::new(id, settings.google_client_secret.0.clone()));
    let mut facebook =
        given(&settings.facebook_app_id).map(|id| FacebookSettings::new(id, settings.facebook_app_secret.0.clone()));
    let mut zalo = given(&settings.zalo_app_id).map(|id| ZaloSettings::new(id, settings.zalo_app_secret.0.clone()));
    let base = settings.simulator_url.trim_end_matches('/');
    if !base.is_empty() {
        if let Some(google) = &mut google {
            google.issuer = format!("{base}/google");
            google.discovery_url = format!("{base}/google/.well-known/openid-configuration");
        }
        if let Some(facebook) = &mut facebook {
            facebook.web_url = format!("{base}/facebook");
            facebook.graph_url = format!("{base}/facebook");
        }
        if let Some(zalo) = &mut zalo {
            zalo.oauth_url = format!("{base}/zalo");
            zalo.graph_url = format!("{base}/zalo");
        }
    }
    ProviderSettings { google, facebook, zalo, ..ProviderSettings::default() }
}
