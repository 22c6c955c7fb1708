//! PERF-4: devices of 100,000 customers bring changes of their carts, each answered once it is durable; and log-ins.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use async_trait::async_trait;
use cholon_crypto::MasterKey;
use cholon_database::Tx;
use cholon_identity::model::AccountKind;
use cholon_identity::ports::{Letter, Messenger};
use cholon_identity::providers::Providers;
use cholon_identity::{Identity, IdentityError, IdentityParts, IdentitySettings};
use cholon_kernel::{AccountId, Clock as _, SessionId, SystemClock};
use serde::Deserialize;
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use super::{Scenario, raw_writes, round};
use crate::command;
use crate::load::{Connection, Pace, Request, Requests};
use crate::options::BenchOptions;
use crate::report::{Limit, Row};
use crate::server::Server;

/// Carts that are there while it is measured.
const CARTS: u32 = 100_000;
/// Carts of a quick run.
const QUICK_CARTS: u32 = 2_000;
/// What the requirements ask for.
const SYNC: Limit = Limit::Rate { per_second: 15_000, p95: Duration::from_millis(20) };
/// Connections that fill carts before anything is measured.
const FILLERS: u32 = 64;
/// Operations that fill a cart.
const FILLED_BY: u64 = 3;
/// Devices that bring changes at the same time. Changes that wait together are written together, so more of them at once
/// raise the rate until the latency reaches its bound.
const DEVICES_AT_ONCE: u32 = 128;
/// Connections that log in at the same time.
const LOG_INS_AT_ONCE: u32 = 8;
/// Who logs in.
const EMAIL: &str = "staff@bench.example";
const PASSWORD: &str = "a password of some length";

/// What carts are filled with.
#[derive(Debug, Deserialize)]
struct Product {
    slug: String,
}

#[derive(Debug, Deserialize)]
struct Products {
    items: Vec<Product>,
}

#[derive(Debug, Deserialize)]
struct Detail {
    variants: Vec<Variant>,
}

#[derive(Debug, Deserialize)]
struct Variant {
    id: Uuid,
}

/// A cart that is measured: who has it, and on which device.
struct Cart {
    token: String,
    device: Uuid,
}

/// Measures changes of carts, then log-ins.
pub(crate) async fn run(server: &Server, data_dir: &Path, options: &BenchOptions) -> anyhow::Result<Vec<Row>> {
    let count = if options.quick { QUICK_CARTS } else { CARTS };
    let variants = Arc::new(variants(server.port).await?);
    let carts = Arc::new(customers(data_dir, count).await?);
    fill(server.port, &carts, &variants).await?;
    let now = SystemClock.now().as_millisecond();
    let (own, goods) = (Arc::clone(&carts), Arc::clone(&variants));
    let requests = Requests::made(move |number| {
        let cart = &own[usize::try_from(number % own.len() as u64).unwrap_or(0)];
        let turn = FILLED_BY + 1 + number / own.len() as u64;
        let variant = goods[usize::try_from(number % goods.len() as u64).unwrap_or(0)];
        change(cart, &[operation(turn, now, variant)])
    });
    let what = format!("cart sync, {count} live carts, durable");
    let name = (Scenario::Carts.id(), what);
    let devices = BenchOptions { connections: DEVICES_AT_ONCE, ..options.clone() };
    let sync = round::measure(name, server, requests, (Pace::Closed, &devices)).await?;
    open_account(data_dir).await?;
    let log_in = format!(r#"{{"destination":"{EMAIL}","password":"{PASSWORD}"}}"#);
    let requests = vec![Request::post("/v1/auth/login", "", &log_in)];
    let at_once = BenchOptions { connections: LOG_INS_AT_ONCE, ..options.clone() };
    let name = (Scenario::Carts.id(), "log-ins (Argon2id, 19 MiB)".to_owned());
    let log_ins = round::measure(name, server, requests, (Pace::Closed, &at_once)).await?;
    // Last, as the disk is busy with them for a while.
    let raw = raw_writes::run(&command::database(data_dir).await?, Scenario::Carts.id(), options.round()).await?;
    Ok(vec![sync.beside(&raw).judged(SYNC), raw, log_ins])
}

/// Opens the account that logs in.
async fn open_account(data_dir: &Path) -> anyhow::Result<()> {
    let mut command = command::of_shop(data_dir)?;
    command.args(["staff", "create", "--email", EMAIL, "--name", "Bench"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    let mut input = child.stdin.take().context("a command without an input")?;
    input.write_all(format!("{PASSWORD}\n").as_bytes()).await?;
    drop(input);
    ensure!(child.wait().await?.success(), "no account could be opened");
    Ok(())
}

/// A few variants of the shop's goods.
async fn variants(port: u16) -> anyhow::Result<Vec<Uuid>> {
    let mut connection = Connection::open(port).await?;
    let products: Products = read(&mut connection, "/v1/products?size=10").await?;
    let mut variants = Vec::new();
    for product in products.items {
        let detail: Detail = read(&mut connection, &format!("/v1/products/{}", product.slug)).await?;
        variants.extend(detail.variants.into_iter().map(|variant| variant.id));
    }
    ensure!(variants.len() as u64 >= FILLED_BY, "the shop has too few goods");
    Ok(variants)
}

async fn read<T: serde::de::DeserializeOwned>(connection: &mut Connection, path: &str) -> anyhow::Result<T> {
    let (answer, body) = connection.fetch(&Request::plain(path)).await?;
    ensure!(answer.status == 200, "{path} was answered with {}", answer.status);
    serde_json::from_str(&body).with_context(|| format!("{path} is not what was expected"))
}

/// Customers with tokens that the shop signed: by its own key, read from where the shop keeps it.
async fn customers(data_dir: &Path, count: u32) -> anyhow::Result<Vec<Cart>> {
    let identity = identity(data_dir).await?;
    let cart = |_| {
        let (account, session) = (AccountId::new(&SystemClock), SessionId::new(&SystemClock));
        let token = identity.sign(account, AccountKind::Customer, session)?;
        Ok(Cart { token, device: cholon_kernel::id::new_uuid(&SystemClock) })
    };
    (0..count).map(cart).collect()
}

async fn identity(data_dir: &Path) -> anyhow::Result<Identity> {
    let clock: Arc<dyn cholon_kernel::Clock> = Arc::new(SystemClock);
    let identity = Identity::new(IdentityParts {
        database: command::database(data_dir).await?,
        clock,
        master: MasterKey::open_file(&data_dir.join("secret.key"))?,
        messenger: Arc::new(Silent),
        providers: Providers::default(),
        settings: IdentitySettings {
            issuer: "http://localhost:8080".to_owned(),
            shop_name: String::new(),
            hashing_workers: 1,
        },
    });
    identity.prepare().await?;
    Ok(identity)
}

/// Nobody is written to while it is measured.
struct Silent;

#[async_trait]
impl Messenger for Silent {
    async fn post(&self, _: &mut Tx, _: Letter) -> Result<(), IdentityError> {
        Ok(())
    }
}

/// Puts the same few things into every cart.
async fn fill(port: u16, carts: &Arc<Vec<Cart>>, variants: &Arc<Vec<Uuid>>) -> anyhow::Result<()> {
    let now = SystemClock.now().as_millisecond();
    let fillers = (0..FILLERS).map(|filler| {
        let (carts, variants) = (Arc::clone(carts), Arc::clone(variants));
        tokio::spawn(async move {
            let mut connection = Connection::open(port).await?;
            for cart in carts.iter().skip(filler as usize).step_by(FILLERS as usize) {
                let operations: Vec<String> =
                    (1..=FILLED_BY).zip(variants.iter()).map(|(number, id)| operation(number, now, *id)).collect();
                let answer = connection.send(&change(cart, &operations)).await?;
                ensure!(answer.status == 200, "a cart was answered with {}", answer.status);
            }
            Ok(())
        })
    });
    for filler in futures_util::future::join_all(fillers).await {
        filler??;
    }
    Ok(())
}

fn change(cart: &Cart, operations: &[String]) -> Request {
    let headers = format!("Authorization: Bearer {}\r\n", cart.token);
    let body = format!(r#"{{"device":"{}","operations":[{}]}}"#, cart.device, operations.join(","));
    Request::post("/v1/cart/sync", &headers, &body)
}

fn operation(number: u64, at: i64, variant: Uuid) -> String {
    format!(r#"{{"number":{number},"at":{at},"variant":"{variant}","kind":"add","quantity":1}}"#)
}
