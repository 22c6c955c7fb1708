//! `cholon serve`: opens the shop and keeps it open until a stop signal.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use cholon_config::{Reloadable, Settings};
use cholon_events::run_consumer;
use cholon_limits::RateLimits;
use cholon_search::{Follower, QueryLog, Search};
use cholon_telemetry::{LogFormat, Metrics, Telemetry, TelemetrySettings};
use cholon_webkit::{ResponseCache, health, server};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::cli::Serve;
use crate::invalidation::Invalidation;
use crate::operator::say;
use crate::shop::{Place, Shop};
use crate::web::{self, WebParts};
use crate::{background_jobs, people, readiness, signals};

/// Serves until a signal; everything that was started is stopped again, the private database last.
pub(crate) async fn run(place: &Place, options: &Serve) -> anyhow::Result<ExitCode> {
    let settings = place.settings()?;
    let telemetry = cholon_telemetry::init(&telemetry_settings(&settings))?;
    let signalled = signals::stop()?;
    let opened = signalled.run_until_cancelled(Box::pin(Shop::open_with(place, &settings))).await;
    let Some(shop) = opened.transpose()? else { return Ok(ExitCode::SUCCESS) };
    let serving = Serving { place, options, settings: &settings, telemetry: &telemetry, signalled };
    let outcome = serving.serve(&shop).await;
    let closed = shop.close().await;
    tokio::task::spawn_blocking(move || telemetry.shutdown()).await?;
    outcome.and(closed).map(|()| ExitCode::SUCCESS)
}

/// How the shop is to be served.
struct Serving<'run> {
    place: &'run Place,
    options: &'run Serve,
    settings: &'run Settings,
    telemetry: &'run Telemetry,
    /// Cancelled when the operator wants it to end.
    signalled: CancellationToken,
}

impl Serving<'_> {
    async fn serve(self, shop: &Shop) -> anyhow::Result<()> {
        let (settings, metrics) = (self.settings, self.telemetry.metrics());
        let port = self.options.port.unwrap_or(settings.server.port);
        let listener = server::bind(SocketAddr::new(settings.server.address, port))
            .with_context(|| format!("port {port} cannot be opened; another one is chosen with --port"))?;
        let prepared = self.signalled.run_until_cancelled(Box::pin(self.prepare(shop))).await;
        let Some(search) = prepared.transpose()? else { return Ok(()) };
        let pages = web::pages(settings);
        let limits = RateLimits::new(&web::limit_settings(settings));
        let queries = QueryLog::new(shop.database.clone(), Arc::clone(&shop.clock));
        shop.shopping.identity.prepare().await.context("accounts cannot be opened")?;
        let worker = background_jobs::worker(shop, people::audit_kept(settings)).await?;
        let background = Background::start(shop, &search, &pages, metrics.clone());
        background.add(worker.run(background.end.clone()));
        background.add(shop.shopping.identity.clone().follow(shop.log.clone(), background.end.clone()));
        let reminders = people::reminders(settings, &shop.shopping);
        let (database, clock) = (shop.database.clone(), Arc::clone(&shop.clock));
        background.add(run_consumer(database, shop.log.clone(), reminders, clock, background.end.clone()));
        background.add(queries.clone().run(search.clone(), background.end.clone()));
        background.open_metrics_port(settings.server.metrics_port, metrics.clone())?;
        signals::reload_on_hang_up(signals::Reload {
            config: self.place.config_file(),
            settings: Reloadable::new(settings.clone()),
            limits: limits.clone(),
            telemetry: self.telemetry.clone(),
        })?;
        let parts = WebParts { readiness: readiness::of(shop, &search), metrics, limits, pages, queries };
        let edge = web::edge(shop, &search, settings, parts);
        say(format_args!("Cholon is open at http://localhost:{}", listener.local_addr()?.port()));
        let stopped = server::serve(listener, edge, web::server_settings(settings), self.signalled).await;
        if stopped.cut_off > 0 {
            tracing::warn!(connections = stopped.cut_off, "connections were cut off at the end");
        }
        background.stop().await;
        Ok(())
    }

    /// What has to be there before the first page: demo goods if they are wanted, and an index. One that was never
    /// filled is built; one that is only behind catches up while serving.
    async fn prepare(&self, shop: &Shop) -> anyhow::Result<Search> {
        if self.options.demo {
            super::demo::fill(shop).await?;
        }
        let search = Search::open(&self.place.index_dir())?;
        if search.status().needs_rebuild {
            Follower::new(search.clone(), shop.database.clone(), shop.log.clone(), shop.documents()).catch_up().await?;
        }
        Ok(search)
    }
}

/// What runs beside the requests.
struct Background {
    tasks: TaskTracker,
    end: CancellationToken,
}

impl Background {
    fn start(shop: &Shop, search: &Search, pages: &ResponseCache, metrics: Metrics) -> Self {
        let (tasks, end) = (TaskTracker::new(), CancellationToken::new());
        shop.catalog.keep_cards();
        let invalidation = Invalidation::new(shop.log.clone(), shop.catalog.clone(), pages.clone(), search);
        tasks.spawn(invalidation.run(end.clone()));
        let follower = Follower::new(search.clone(), shop.database.clone(), shop.log.clone(), shop.documents());
        tasks.spawn(follower.run(end.clone()));
        let keeping_up = end.clone();
        tasks.spawn(async move { keeping_up.run_until_cancelled(metrics.keep_up()).await });
        let (tidying, pages) = (end.clone(), pages.clone());
        tasks.spawn(async move { tidying.run_until_cancelled(pages.keep_up()).await });
        Self { tasks, end }
    }

    /// Runs something until it ends by itself.
    fn add(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(task);
    }

    /// Opens the port that only this machine reaches, if one is set.
    fn open_metrics_port(&self, port: u16, metrics: Metrics) -> anyhow::Result<()> {
        if port == 0 {
            return Ok(());
        }
        let listener: TcpListener = server::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
            .with_context(|| format!("port {port} for metrics cannot be opened; change server.metrics_port"))?;
        let end = self.end.clone();
        self.tasks.spawn(async move {
            let served = axum::serve(listener, health::metrics_router(metrics));
            let _ended = end.run_until_cancelled(served.into_future()).await;
        });
        Ok(())
    }

    async fn stop(self) {
        self.end.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

fn telemetry_settings(settings: &Settings) -> TelemetrySettings {
    let telemetry = &settings.telemetry;
    TelemetrySettings {
        filter: telemetry.log_level.clone(),
        format: match telemetry.log_format {
            cholon_config::LogFormat::Text => LogFormat::Text,
            cholon_config::LogFormat::Json => LogFormat::Json,
        },
        otlp_endpoint: (!telemetry.otlp_endpoint.is_empty()).then(|| telemetry.otlp_endpoint.clone()),
    }
}
