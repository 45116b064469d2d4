//! `aiguilleur serve` on a port of its own choosing, stopped with the test.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
};

use crate::{Data, Response, Run, Target, aiguilleur, http};

/// A running server.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: SocketAddr,
    admin: SocketAddr,
}

impl Server {
    /// Serves `data`.
    pub fn start(data: &Data) -> Self {
        Self::with(data, &[], crate::TODAY)
    }

    /// Serves what the depot at `url` names, on the disk of `data`.
    pub fn following(data: &Data, url: &str) -> Self {
        Self::with(data, &["--from", url], crate::TODAY)
    }

    /// Serves `data` on another day than the fixtures'.
    pub fn start_on_day(data: &Data, day: &str) -> Self {
        Self::with(data, &[], day)
    }

    /// Serves `data` behind a shell that runs `before` first.
    pub fn under(data: &Data, before: &str) -> Self {
        Self::of(aiguilleur(["serve", "--listen", "127.0.0.1:0"]).on(&data.path()).under(before))
    }

    /// The demonstration.
    pub fn demo() -> Self {
        Self::of(aiguilleur(["demo", "--listen", "127.0.0.1:0"]))
    }

    fn with(data: &Data, more: &[&str], day: &str) -> Self {
        let arguments = ["serve", "--listen", "127.0.0.1:0"].iter().chain(more);
        Self::of(aiguilleur(arguments).on(&data.path()).on_day(day))
    }

    fn of(run: Run) -> Self {
        let mut command = run.into_command();
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the server starts");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // The server says its address once it listens: there is nothing to wait for besides that line.
        let mut addresses = lines.by_ref().map_while(Result::ok).filter_map(|line| {
            let (_, url) = line.split_once("http://")?;
            url.split('/').next()?.parse().ok()
        });
        let mut address = || addresses.next().expect("the server says where it listens");
        Self { address: address(), admin: address(), child }
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a fault of its own would, and waits for whatever it leaves.
    pub fn abort(mut self) {
        assert!(Command::new("kill").args(["-ABRT", &self.id().to_string()]).status().unwrap().success());
        self.child.wait().unwrap();
    }

    /// Where it listens, as the beginning of an URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where operators are answered.
    pub fn admin_address(&self) -> SocketAddr {
        self.admin
    }

    /// Asks for anything.
    pub fn ask(&self, target: Target<'_>) -> Response {
        http::ask(self.address, target)
    }

    /// `GET path` of the operators' listener.
    pub fn admin(&self, path: &str) -> Response {
        http::ask(self.admin, Target { method: "GET", path, headers: "", body: b"" })
    }

    /// `GET path`.
    pub fn get(&self, path: &str) -> Response {
        self.ask(Target { method: "GET", path, headers: "", body: b"" })
    }

    /// `POST path` with a JSON body.
    pub fn post(&self, path: &str, body: &[u8]) -> Response {
        self.ask(Target { method: "POST", path, headers: "content-type: application/json\r\n", body })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _already_gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}
