//! A publisher that speaks TLS on loopback, and asks for a certificate on request.

use std::{net::SocketAddr, sync::Arc};

use rustls::{RootCertStore, ServerConfig, crypto::ring, server::WebPkiClientVerifier};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

use crate::authority::{Authority, Identity};

#[derive(Clone)]
pub(crate) enum Answer {
    Zip,
    Redirect(String),
}

pub(crate) struct Publisher {
    address: SocketAddr,
}

impl Publisher {
    pub(crate) async fn start(identity: Identity, clients: Option<&Authority>, answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(server_config(&identity, clients)));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, answer) = (acceptor.clone(), answer.clone());
                tokio::spawn(async move { serve(&acceptor, stream, answer).await });
            }
        });
        Self { address }
    }

    pub(crate) fn base(&self) -> String {
        format!("https://{}/", self.address)
    }
}

fn server_config(identity: &Identity, clients: Option<&Authority>) -> ServerConfig {
    let provider = Arc::new(ring::default_provider());
    let builder =
        ServerConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions().unwrap();
    let builder = match clients {
        None => builder.with_no_client_auth(),
        Some(authority) => {
            let mut roots = RootCertStore::empty();
            roots.add(authority.der()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        }
    };
    let (chain, key) = identity.der();
    builder.with_single_cert(chain, key).unwrap()
}

async fn serve(acceptor: &TlsAcceptor, stream: TcpStream, answer: Answer) -> Option<()> {
    let mut stream = match acceptor.accept(stream).into_fallible().await {
        Ok(stream) => stream,
        Err((_refused, mut stream)) => {
            // The client's last bytes are read: closing on them would reset the alert that it should see.
            stream.read_to_end(&mut Vec::new()).await.ok()?;
            return None;
        }
    };
    let mut request = [0; 4096];
    let _read = stream.read(&mut request).await.ok()?;
    let answer = match answer {
        Answer::Zip => {
            "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 8\r\n\r\nPK\x03\x04zip!".to_owned()
        }
        Answer::Redirect(to) => {
            format!("HTTP/1.1 302 Found\r\nconnection: close\r\ncontent-length: 0\r\nlocation: {to}\r\n\r\n")
        }
    };
    stream.write_all(answer.as_bytes()).await.ok()?;
    stream.shutdown().await.ok()
}
