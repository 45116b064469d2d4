//! The two addresses: bound once, handed from the waiting answers to the server.

use std::{future::Future, net::SocketAddr, sync::Arc};

use aiguilleur_api::{App, Config, Screens, Server, admin_router, keys::KeyRing, waiting_router};
use aiguilleur_web::{Frame, Legal, Site};
use anyhow::{Context, bail};
use tokio::{net::TcpListener, sync::watch};

use crate::console;

/// The listeners.
pub(super) struct Bound {
    api: TcpListener,
    admin: TcpListener,
}

impl Bound {
    /// Listens where `config` says, unless anybody could call without a key.
    pub(super) async fn new(config: &Config, keys: &KeyRing) -> anyhow::Result<Self> {
        refuse_unguarded(config, keys)?;
        Ok(Self { api: bind(config.listen).await?, admin: bind_admin(config.admin_listen).await? })
    }

    /// Tells where.
    pub(super) fn announce(&self) -> anyhow::Result<()> {
        let (api, admin) = (self.api.local_addr()?, self.admin.local_addr()?);
        console::print(&format!("à l'écoute sur http://{api}/\nexploitation : http://{admin}/metrics\n"))
    }

    /// Serves `app` until `stopped`.
    pub(super) async fn serve(self, app: &App, stopped: impl Future<Output = ()>) -> anyhow::Result<()> {
        let authorities = app.clone();
        let pages = pages_of(app).for_editeur(app.editeur()).trusting(move || authorities.authorities());
        let pages = aiguilleur_web::router(pages);
        let screens = Screens {
            lost: |app| aiguilleur_web::lost(&frame_of(app)),
            sign_in: |app, refused, to| aiguilleur_web::sign_in(&frame_of(app), refused, to),
        };
        Server::new(app.clone())
            .listening(self.api, aiguilleur_api::router(app.clone(), pages, screens))
            .listening_apart(self.admin, admin_router(app.clone()))
            .run(stopped)
            .await?;
        Ok(())
    }

    /// Answers that nothing is served yet, until `awaited` comes. Nobody is turned away between the two: the addresses
    /// stay bound, and who has a connection is asked to make another.
    pub(super) async fn wait<T>(&self, awaited: impl Future<Output = T>) -> anyhow::Result<T> {
        let (_waiting, over) = watch::channel(());
        let answering = async |listener| {
            let mut over = over.clone();
            // Changed never: closed, when the wait is over.
            let ended = async move { over.changed().await.unwrap_or_default() };
            axum::serve(listener, waiting_router()).with_graceful_shutdown(ended).await
        };
        let (api, admin) = (again(&self.api)?, again(&self.admin)?);
        tokio::select! {
            awaited = awaited => Ok(awaited),
            broken = async { tokio::try_join!(answering(api), answering(admin)) } => {
                broken?;
                bail!("l'écoute a cessé")
            }
        }
    }
}

/// The pages over what `app` serves, with who answers for them.
fn pages_of(app: &App) -> Site {
    let legal = &app.config().legal;
    Site::new(Arc::clone(app.host())).published_by(Legal {
        editor: legal.editor.clone(),
        contact: legal.contact.clone(),
        contact_address: legal.contact_address(),
        notice: legal.notice.clone(),
    })
}

fn frame_of(app: &App) -> Frame {
    pages_of(app).frame(&app.snapshot())
}

/// A second hold on the same address.
fn again(listener: &TcpListener) -> anyhow::Result<TcpListener> {
    use std::os::fd::AsFd as _;
    let again = std::net::TcpListener::from(listener.as_fd().try_clone_to_owned()?);
    Ok(TcpListener::from_std(again)?)
}

/// Refuses a public address while no key exists.
fn refuse_unguarded(config: &Config, keys: &KeyRing) -> anyhow::Result<()> {
    if keys.active() > 0 {
        return Ok(());
    }
    let asked =
        [(config.asks_for_keys(), config.listen), (config.admin_asks_for_keys(), config.admin_listen)];
    if let Some((_, address)) = asked.into_iter().find(|(asks, _)| *asks) {
        bail!(
            "{address} demande une clé et il n'y en a aucune : en créer une avec « aiguilleur keys create », \
             écouter sur 127.0.0.1, ou accepter tout le monde avec --allow-anonymous"
        );
    }
    Ok(())
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("impossible d'écouter sur {address}"))
}

/// Where the documented port is taken, most often by another server of ours, any other: the address is printed.
async fn bind_admin(address: SocketAddr) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address).await {
        Err(error)
            if error.kind() == std::io::ErrorKind::AddrInUse && address == Config::default().admin_listen =>
        {
            tracing::warn!(%address, "taken: the operators' listener takes another port");
            bind((address.ip(), 0).into()).await
        }
        Err(error) => Err(error).with_context(|| format!("impossible d'écouter sur {address}")),
        Ok(listener) => Ok(listener),
    }
}
