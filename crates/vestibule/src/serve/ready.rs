//! What `vestibule serve` says once it is ready. It only words what it is given.

use std::{
    io::{self, Write},
    net::SocketAddr,
};

use super::engine::Engine;
use crate::{
    engines::{embedded::Embedded, hydra::Hydra},
    host::headers::Transport,
    origin::Origin,
    users::{DEMO_PASSWORD, User, password::Password},
};

/// The public client of the demonstration, registered for this host's own client page.
const DEMO_CLIENT: &str = "demo";

/// A host that is about to answer.
pub(super) struct Ready<'a> {
    /// The address for browsers.
    pub(super) base: &'a Origin,
    /// The address listened on.
    pub(super) address: SocketAddr,
    /// How browsers reach it.
    pub(super) transport: Transport,
    /// Whether both bundles were found.
    pub(super) has_bundles: bool,
    /// Who can sign in.
    pub(super) engine: &'a Engine,
}

impl Ready<'_> {
    /// Says where to go, who can sign in, what to beware of and how to stop.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let base = self.base;
        writeln!(out, "\nVestibule is ready at {base}/\n")?;
        match self.engine {
            Engine::Embedded(engine) => self.write_embedded(out, engine)?,
            Engine::Hydra(engine) => self.write_hydra(out, engine)?,
            Engine::LightOauth2(engine, _) => {
                writeln!(out, "  Client page:  {base}/client/?issuer={base}")?;
                writeln!(out, "  Signs in at:  {}", engine.code_url())?;
            }
        }
        if self.transport == Transport::SelfSignedHttps {
            writeln!(
                out,
                "\n  Browsers warn about the certificate: it was made just now and nobody signed it."
            )?;
        }
        if self.transport == Transport::Http && !self.address.ip().is_loopback() {
            writeln!(
                out,
                "\n  WARNING: passwords travel unencrypted to {}. Put a proxy with https before it,\n  \
                 and give its address with --public-url.",
                self.address
            )?;
        }
        if !self.has_bundles {
            writeln!(
                out,
                "\n  The bundles are not there: pages work without script, the client page does not.\n  \
                 Build them by `cargo xtask bundles`, or name their folder with --assets."
            )?;
        }
        writeln!(out, "\n  Stop with Ctrl-C.\n")?;
        out.flush()
    }

    fn write_embedded(&self, out: &mut dyn Write, engine: &Embedded) -> io::Result<()> {
        let base = self.base;
        if engine.client_name(DEMO_CLIENT).is_some() {
            writeln!(
                out,
                "  Sign in now:  {base}/client/?issuer={base}&client_id={DEMO_CLIENT}\
                 &scope=openid%20offline_access&autostart=1"
            )?;
        } else {
            writeln!(out, "  Client page:  {base}/client/?issuer={base}")?;
        }
        for user in engine.demo_users() {
            write_demo_user(out, &user)?;
        }
        Ok(())
    }

    fn write_hydra(&self, out: &mut dyn Write, engine: &Hydra) -> io::Result<()> {
        let (base, hydra) = (self.base, engine.admin.public());
        writeln!(out, "  Client page:  {base}/client/?issuer={hydra}")?;
        writeln!(out, "  Hydra needs:  URLS_LOGIN={base}/login")?;
        for (name, path) in [
            ("URLS_CONSENT", "/consent"),
            ("URLS_LOGOUT", "/logout"),
            ("URLS_ERROR", "/error"),
            ("URLS_POST_LOGOUT_REDIRECT", "/signed-out"),
            ("URLS_DEVICE_VERIFICATION", "/device"),
            ("URLS_DEVICE_SUCCESS", "/device/done"),
        ] {
            writeln!(out, "                {name}={base}{path}")?;
        }
        for user in engine.users.demo() {
            write_demo_user(out, &user)?;
        }
        Ok(())
    }
}

fn write_demo_user(out: &mut dyn Write, user: &User) -> io::Result<()> {
    write!(out, "  Demo user:    {}", user.name)?;
    if user.password.matches(&Password::new(DEMO_PASSWORD)) {
        write!(out, " / {DEMO_PASSWORD}")?;
    }
    writeln!(
        out,
        "\n\n  WARNING: THIS IS A DEMO. Everybody knows this password. Never let others reach this host\n  \
         with it; `vestibule init` writes a configuration to start from."
    )
}
