//! The server on a real port: slow clients are dropped, others are not, and it stops on the signal.

use aiguilleur_api::{App, Config, Server, admin_router, config::Limits, keys::KeyRing, router};
use axum::Router;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};

use crate::support::{SCREENS, app, get};

struct Running {
    app: App,
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn running(limits: Limits) -> Running {
    let app: App = app(Config { limits, ..Config::default() }, KeyRing::none());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = Server::new(app.clone()).listening(listener, router(app.clone(), Router::new(), SCREENS));
    let ended = tokio::spawn(async {
        let running = server.run(async {
            let _stopped = stopped.await;
        });
        running.await.unwrap();
    });
    Running { app, address, stop, ended }
}

/// How many connections the server says it closed on its own account.
async fn dropped(app: &App) -> u64 {
    let text = get(&admin_router(app.clone()), "/metrics").await.text();
    let line = text.lines().find_map(|line| line.strip_prefix("aiguilleur_connections_dropped_total "));
    line.unwrap().parse().unwrap()
}

/// Everything that the server sends for `bytes`, until it closes.
async fn talk(address: std::net::SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    // A reset is one way to close.
    let _closed = stream.read_to_end(&mut answer).await;
    answer
}

fn impatient() -> Limits {
    Limits { header_seconds: 1, ..Limits::default() }
}

#[tokio::test]
async fn silent_and_slow_clients_are_dropped() {
    let server = running(impatient()).await;
    // Each of these would wait for ever if the server did.
    for drip in
        [&b""[..], b"P", b"PRI * HTTP/2.0\r\n", b"GET /v1/status HTTP/1.1\r\nhost: localhost\r\nx-drip: "]
    {
        let answer = talk(server.address, drip).await;
        assert!(!answer.starts_with(b"HTTP/1.1 200"), "{:?}", String::from_utf8_lossy(&answer));
    }
    assert_eq!(dropped(&server.app).await, 4, "each of them is counted");
    let answer =
        talk(server.address, b"GET /v1/status HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .await;
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{:?}", String::from_utf8_lossy(&answer));
}

#[tokio::test]
async fn a_refusal_does_not_end_the_connection_of_a_client_that_is_still_sending() {
    let server = running(Limits::default()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    // Refused on its head alone, while the body is on its way.
    stream
        .write_all(
            b"POST /v1/decide HTTP/1.1\r\nhost: localhost\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n",
        )
        .await
        .unwrap();
    // By the time that another client has its answer, the server has seen that head.
    talk(server.address, b"GET /v1/status HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await;
    stream.write_all(b"body").await.unwrap();
    stream
        .write_all(b"GET /v1/status HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).await.unwrap();
    assert!(answers.starts_with("HTTP/1.1 415"), "{answers}");
    assert!(answers.contains("HTTP/1.1 200"), "the connection goes on: {answers}");
}

#[tokio::test]
async fn http_2_is_spoken_in_clear() {
    let server = running(Limits::default()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    // The preface and an empty SETTINGS frame (RFC 9113, 3.4).
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut frame = [0; 9];
    stream.read_exact(&mut frame).await.unwrap();
    assert_eq!(frame[3], 4, "a SETTINGS frame answers");
}

#[tokio::test]
async fn floods_of_headers_are_refused() {
    let server = running(Limits::default()).await;
    let many = format!("GET / HTTP/1.1\r\nhost: localhost\r\n{}\r\n", "x: y\r\n".repeat(1000));
    let large = format!("GET / HTTP/1.1\r\nhost: localhost\r\nx: {}\r\n\r\n", "y".repeat(1 << 20));
    let rubbish = "\0\x01\u{e9} / HTTP/9\r\n\r\n".to_owned();
    for flood in [many, large] {
        let answer = talk(server.address, flood.as_bytes()).await;
        assert!(
            answer.is_empty() || answer.starts_with(b"HTTP/1.1 431"),
            "{:?}",
            String::from_utf8_lossy(&answer)
        );
    }
    let answer = talk(server.address, rubbish.as_bytes()).await;
    assert!(
        answer.is_empty() || answer.starts_with(b"HTTP/1.1 400"),
        "{:?}",
        String::from_utf8_lossy(&answer)
    );
    assert_eq!(dropped(&server.app).await, 3, "each of them is counted");
}

#[tokio::test]
async fn it_stops_on_the_signal_even_with_idle_connections() {
    let server = running(Limits::default()).await;
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(b"GET /v1/status HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let mut some = [0; 12];
    idle.read_exact(&mut some).await.unwrap();
    assert_eq!(&some, b"HTTP/1.1 200");
    server.stop.send(()).unwrap();
    server.ended.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}
