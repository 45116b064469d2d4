//! Reconciliations in the background: to their end, across a restart, cancelled, and to their own key alone.

use std::{path::Path, sync::mpsc};

use aiguilleur_api::{
    App, Config,
    keys::{KeyFile, KeyRing, NewKey, Scope},
    openapi, router,
};
use aiguilleur_reconcile::{
    ReconcileError,
    jobs::{Job, JobLimits, Jobs, Refused, Watch},
};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    conformity::differences,
    support::{Answer, SCREENS, app, get, host, post, send},
};

const CLIENTS: &str = "client_id;rpps;identifiant\nA;99700000203;990010159\nB;99700000203;990001133\n";

/// A private key in a column of clients: of the test's own making.
fn clients_with_a_key() -> String {
    let body = "A".repeat(200);
    format!("client_id;certificat\nA;\"-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\"\n")
}

/// Tells the test when a job has ended: nothing here waits by the clock.
struct Watcher(mpsc::Sender<String>);

impl Watch for Watcher {
    fn ended(&self, job: &Job, error: Option<&ReconcileError>) {
        assert!(error.is_none(), "{error:?}");
        // A test that is over hears nothing any more.
        let _unheard = self.0.send(job.id.clone());
    }
}

struct Desk {
    folder: TempDir,
    ended: mpsc::Receiver<String>,
    api: Router,
    app: Option<App>,
}

impl Desk {
    fn new(limits: JobLimits) -> Self {
        Self::over(tempfile::tempdir().unwrap(), limits, Config::default(), KeyRing::none())
    }

    fn over(folder: TempDir, limits: JobLimits, config: Config, keys: KeyRing) -> Self {
        let (to, ended) = mpsc::channel();
        let jobs = Jobs::open(folder.path().join("jobs"), host(), limits, Box::new(Watcher(to))).unwrap();
        let app = app(config, keys).running(jobs);
        Self { folder, ended, api: router(app.clone(), Router::new(), SCREENS), app: Some(app) }
    }

    /// Stops the server and starts another one over the same folder.
    fn restart(self, between: impl FnOnce(&Path)) -> Self {
        let Self { folder, api, app, .. } = self;
        drop((api, app));
        between(&folder.path().join("jobs"));
        Self::over(folder, JobLimits::default(), Config::default(), KeyRing::none())
    }

    async fn submit(&self, query: &str, clients: impl Into<Body>) -> Answer {
        post(&self.api, &format!("/v1/jobs/reconcile?as_of=2026-11-20{query}"), clients).await
    }

    fn folders(&self) -> usize {
        std::fs::read_dir(self.folder.path().join("jobs")).unwrap().count() - 1
    }
}

fn id(job: &Value) -> String {
    job["id"].as_str().unwrap().to_owned()
}

async fn delete(api: &Router, path: &str) -> Answer {
    send(api, Request::delete(path).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_file_is_handed_in_followed_and_fetched_in_every_format() {
    let desk = Desk::new(JobLimits::default());
    let answer = desk.submit("&formats=jsonl,csv,xlsx,parquet,html,atom", CLIENTS).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let job = answer.json();
    assert_eq!(answer.header("location"), format!("/v1/jobs/{}", id(&job)));
    assert_eq!(differences(&openapi(), "Job", &job), [""; 0]);
    assert_eq!(desk.ended.recv().unwrap(), id(&job));
    let path = format!("/v1/jobs/{}", id(&job));
    let done = get(&desk.api, &path).await.json();
    assert_eq!(differences(&openapi(), "Job", &done), [""; 0]);
    assert_eq!(
        (&done["status"], &done["records"], &done["progress"]),
        (&json!("done"), &json!(2), &json!(100))
    );
    assert_eq!(done["summary"]["verdicts"], json!({"ok": 1, "to_fix": 1}));
    for (format, begins) in
        [("jsonl", "{\"line\":2"), ("csv", "\u{FEFF}client_id;"), ("html", "<!doctype"), ("atom", "<?xml")]
    {
        let report = get(&desk.api, &format!("{path}/result?format={format}")).await;
        assert_eq!(report.status, StatusCode::OK);
        assert!(report.text().starts_with(begins), "{}", report.text());
        assert_eq!(report.header("content-length"), report.body.len().to_string());
    }
    let book = get(&desk.api, &format!("{path}/result?format=xlsx")).await;
    assert!(book.body.starts_with(b"PK"), "{}", book.status);
    let table = get(&desk.api, &format!("{path}/result?format=parquet")).await;
    assert!(table.body.starts_with(b"PAR1") && table.body.ends_with(b"PAR1"));
    assert_eq!(table.header("content-type"), "application/vnd.apache.parquet");
    // What was handed in is not kept once it is judged.
    assert!(!desk.folder.path().join("jobs").join(id(&job)).join("clients").exists());
    assert_eq!(delete(&desk.api, &path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(get(&desk.api, &path).await.code(), "no_such_job");
    assert_eq!(desk.folders(), 0);
}

#[tokio::test]
async fn what_is_of_no_use_or_too_much_leaves_nothing_behind() {
    let limits = JobLimits { body_bytes: 200, kept: 3, per_key: 2, records: 1, ..JobLimits::default() };
    let desk = Desk::new(limits);
    for (clients, code) in
        [("", "invalid_body"), ("a;b\n1;2\n", "invalid_body"), ("PAR1", "unsupported_media_type")]
    {
        assert_eq!(desk.submit("", clients).await.code(), code, "{clients}");
    }
    assert_eq!(desk.submit("", CLIENTS.repeat(10)).await.code(), "body_too_large");
    assert_eq!(desk.submit("&formats=xls", CLIENTS).await.code(), "invalid_parameter");
    assert_eq!(desk.submit("&webhook=https://exemple.fr/", CLIENTS).await.code(), "invalid_parameter");
    assert_eq!(desk.folders(), 0);
    let job = desk.submit("", CLIENTS).await.json();
    desk.ended.recv().unwrap();
    let path = format!("/v1/jobs/{}", id(&job));
    let failed = get(&desk.api, &path).await.json();
    assert_eq!(failed["status"], "failed", "{failed}");
    assert!(failed["failure"].as_str().unwrap().contains("plus de 1 fiches"));
    assert_eq!(get(&desk.api, &format!("{path}/result")).await.code(), "job_not_done");
    let one = "client_id;rpps\nA;99700000203\n";
    let second = desk.submit("&formats=csv", one).await.json();
    desk.ended.recv().unwrap();
    let other = format!("/v1/jobs/{}/result?format=html", id(&second));
    assert_eq!(get(&desk.api, &other).await.code(), "no_such_report");
    assert_eq!(desk.submit("", one).await.code(), "too_many_jobs");
    delete(&desk.api, &path).await;
    assert_eq!(desk.submit("", one).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_private_key_is_refused_before_it_reaches_the_disk() {
    let desk = Desk::new(JobLimits::default());
    let refused = desk.submit("", clients_with_a_key()).await;
    assert_eq!(refused.code(), "invalid_body");
    assert!(refused.text().contains("clé privée") && !refused.text().contains("AAAA"), "{}", refused.text());
    assert_eq!(desk.folders(), 0);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobs");
    let watcher = Box::new(Watcher(mpsc::channel().0));
    let jobs = Jobs::open(path.clone(), host(), JobLimits::default(), watcher).unwrap();
    let mut upload = jobs.begin("one", None).unwrap().unwrap();
    let clients = clients_with_a_key();
    let (before, key) = clients.split_at(30);
    assert_eq!(upload.take(before.as_bytes()).unwrap(), Ok(()));
    assert_eq!(upload.take(key.as_bytes()).unwrap(), Err(Refused::PrivateKey));
    assert_eq!(std::fs::read_to_string(path.join("one").join("clients")).unwrap(), before);
    drop(upload);
    assert!(!path.join("one").exists());
}

#[tokio::test]
async fn a_job_survives_a_restart_and_one_that_was_cut_short_is_judged_again() {
    let desk = Desk::new(JobLimits::default());
    let done = id(&desk.submit("&formats=csv", CLIENTS).await.json());
    desk.ended.recv().unwrap();
    let report = get(&desk.api, &format!("/v1/jobs/{done}/result")).await.body;
    let cut = "0123456789abcdef0123456789abcdef";
    let desk = desk.restart(|jobs| {
        // As a kill leaves it: the file is there, the job says that it runs, a report is half-written aside.
        let folder = jobs.join(cut);
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("clients"), CLIENTS).unwrap();
        std::fs::write(folder.join(".aiguilleur-half"), "client_id;ver").unwrap();
        let mut job: Value =
            serde_json::from_slice(&std::fs::read(jobs.join(&done).join("job.json")).unwrap()).unwrap();
        job["id"] = json!(cut);
        job["status"] = json!("running");
        job["ended_at"] = Value::Null;
        job["summary"] = Value::Null;
        std::fs::write(folder.join("job.json"), job.to_string()).unwrap();
        // And one whose file was not whole yet.
        std::fs::create_dir(jobs.join("half")).unwrap();
        std::fs::write(jobs.join("half").join("clients"), "client_id;").unwrap();
    });
    assert_eq!(desk.ended.recv().unwrap(), cut);
    assert!(!desk.folder.path().join("jobs/half").exists());
    assert!(!desk.folder.path().join("jobs").join(cut).join(".aiguilleur-half").exists());
    for id in [done.as_str(), cut] {
        assert_eq!(get(&desk.api, &format!("/v1/jobs/{id}")).await.json()["status"], "done");
        assert_eq!(get(&desk.api, &format!("/v1/jobs/{id}/result")).await.body, report);
    }
}

#[tokio::test]
async fn a_job_under_way_is_cancelled_and_goes_without_a_trace() {
    let desk = Desk::new(JobLimits::default());
    // Long enough to be caught under way; the short one behind it tells when the thread is free again.
    let long = format!("client_id;rpps;identifiant\n{}", "A;99700000203;990010159\n".repeat(60_000));
    let long = id(&desk.submit("", long).await.json());
    let short = id(&desk.submit("", CLIENTS).await.json());
    let path = format!("/v1/jobs/{long}");
    assert_eq!(get(&desk.api, &format!("{path}/result")).await.code(), "job_not_done");
    assert_eq!(delete(&desk.api, &path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(delete(&desk.api, &path).await.code(), "no_such_job");
    assert_eq!(desk.ended.recv().unwrap(), short);
    assert_eq!(desk.folders(), 1);
}

#[tokio::test]
async fn a_job_answers_to_its_own_key_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = KeyFile::in_data(folder.path());
    let key = |label: &str, scope: Scope| {
        file.create(NewKey { label: label.to_owned(), scopes: vec![scope], expires_at: None }).unwrap().1
    };
    let (mine, theirs) = (key("mine", Scope::Reconcile), key("theirs", Scope::Reconcile));
    let reader = key("reader", Scope::Read);
    let config = Config { require_keys: true, ..Config::default() };
    let desk = Desk::over(folder, JobLimits::default(), config, KeyRing::open(file).unwrap());
    let ask = async |method: &str, path: String, token: &str, body: &str| {
        let request = Request::builder().method(method).uri(path);
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        send(&desk.api, request.body(Body::from(body.to_owned())).unwrap()).await
    };
    let submit = "/v1/jobs/reconcile".to_owned();
    assert_eq!(ask("POST", submit.clone(), &reader, CLIENTS).await.code(), "scope_missing");
    let job = id(&ask("POST", submit, &mine, CLIENTS).await.json());
    desk.ended.recv().unwrap();
    for (method, path) in [
        ("GET", format!("/v1/jobs/{job}")),
        ("GET", format!("/v1/jobs/{job}/result")),
        ("DELETE", format!("/v1/jobs/{job}")),
    ] {
        assert_eq!(ask(method, path.clone(), &theirs, "").await.code(), "no_such_job");
        assert!(ask(method, path, &mine, "").await.status.is_success());
    }
}

#[tokio::test]
async fn a_server_without_jobs_says_so() {
    let api = router(app(Config::default(), KeyRing::none()), Router::new(), SCREENS);
    assert_eq!(get(&api, "/v1/jobs/1").await.code(), "jobs_unavailable");
    let desk = Desk::new(JobLimits::default());
    let (to, _) = mpsc::channel();
    let taken =
        Jobs::open(desk.folder.path().join("jobs"), host(), JobLimits::default(), Box::new(Watcher(to)));
    assert!(matches!(taken, Err(ReconcileError::JobsTaken { .. })));
}
