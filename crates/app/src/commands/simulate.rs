//! `cholon simulate`: stands in for outside services.

use std::net::Ipv4Addr;
use std::process::ExitCode;

use cholon_simulator::SimulatorSettings;
use tokio::net::TcpListener;

use crate::operator::say;
use crate::signals;

/// Serves until a stop signal.
pub(crate) async fn run(port: u16) -> anyhow::Result<ExitCode> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let settings = SimulatorSettings::default();
    say(format_args!("The simulator stands in at http://localhost:{}", listener.local_addr()?.port()));
    say(format_args!("Start the shop with these in its environment; the secrets open nothing but this:"));
    say(format_args!("CHOLON_LOG_IN__SIMULATOR_URL=http://localhost:{}", listener.local_addr()?.port()));
    for (name, known) in
        [("GOOGLE_CLIENT", &settings.google), ("FACEBOOK_APP", &settings.facebook), ("ZALO_APP", &settings.zalo)]
    {
        say(format_args!("CHOLON_LOG_IN__{name}_ID={}", known.id));
        say(format_args!("CHOLON_LOG_IN__{name}_SECRET={}", known.secret));
    }
    let stop = signals::stop()?;
    cholon_simulator::serve(listener, settings, stop.cancelled_owned()).await?;
    Ok(ExitCode::SUCCESS)
}
