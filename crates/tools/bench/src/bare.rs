//! The least an HTTP server can do on this machine: the measure for everything that serves pages.

use std::net::Ipv4Addr;

use anyhow::Context as _;
use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;

/// Answers every request for `/` with "hello" until it is stopped.
pub(crate) async fn serve(port: u16) -> anyhow::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .with_context(|| format!("port {port} cannot be opened for the bare server"))?;
    let router = Router::new().route("/", get(async || "hello"));
    axum::serve(listener, router).await.context("the bare server ended")
}
