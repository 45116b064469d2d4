//! A call is signed, tried again while it may pass, and never redirected.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::time::Duration;

use aiguilleur_sync::webhook::{CALL, Webhook, WebhookError};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

const SECRET: &[u8] = b"0123456789abcdef";
const BODY: &[u8] = b"{\"event\":\"done\"}";

/// A receiver that gives those answers in turn and tells what it was sent.
async fn receiver(answers: Vec<&'static str>) -> (String, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/fin?jeton=1", listener.local_addr().unwrap());
    let heard = tokio::spawn(async move {
        let mut heard = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(BODY) {
                let mut piece = [0; 1024];
                let read = stream.read(&mut piece).await.unwrap();
                assert!(read > 0, "{}", String::from_utf8_lossy(&request));
                request.extend_from_slice(&piece[..read]);
            }
            let head = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).await.unwrap();
            heard.push(String::from_utf8(request).unwrap());
        }
        heard
    });
    (url, heard)
}

fn webhook(url: &str, retries: u32) -> Webhook {
    let policy = aiguilleur_sync::retry::RetryPolicy { retries, first: Duration::ZERO, ..CALL };
    Webhook::new(url, SECRET).unwrap().trying(policy)
}

#[tokio::test]
async fn what_may_pass_is_tried_again_and_every_try_is_signed() {
    let (url, heard) = receiver(vec!["503 Busy", "429 Slow\r\nRetry-After: 0", "204 Received"]).await;
    webhook(&url, 5).send(BODY).await.unwrap();
    let heard = heard.await.unwrap();
    assert_eq!(heard.len(), 3);
    for request in heard {
        assert!(request.starts_with("POST /fin?jeton=1 HTTP/1.1\r\n"), "{request}");
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let signed = head.lines().find_map(|line| line.strip_prefix("aiguilleur-signature: ")).unwrap();
        let (seconds, code) = signed.strip_prefix("t=").unwrap().split_once(",v1=").unwrap();
        assert_eq!((seconds.parse::<u64>().is_ok(), code.len(), body.as_bytes()), (true, 64, BODY));
        assert!(!request.contains("0123456789abcdef"));
    }
}

#[tokio::test]
async fn a_refusal_and_a_redirection_are_the_end() {
    for (answer, status) in [("410 Gone", 410), ("302 Found\r\nLocation: http://127.0.0.1:1/", 302)] {
        let (url, heard) = receiver(vec![answer]).await;
        let error = webhook(&url, 5).send(BODY).await.unwrap_err();
        assert!(matches!(error, WebhookError::Refused(found) if found == status), "{error}");
        assert_eq!(heard.await.unwrap().len(), 1);
        assert!(!error.to_string().contains("jeton"));
    }
}

#[tokio::test]
async fn patience_ends() {
    let (url, heard) = receiver(vec!["500 Broken", "500 Broken"]).await;
    let error = webhook(&url, 1).send(BODY).await.unwrap_err();
    assert!(matches!(error, WebhookError::GivenUp(2)), "{error}");
    assert_eq!(heard.await.unwrap().len(), 2);
}
