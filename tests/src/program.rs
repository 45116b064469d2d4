//! One run of the program: its arguments in, its status and what it wrote out.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Lines, Write},
    path::Path,
    process::{Child, ChildStderr, ChildStdout, Command, Stdio},
};

use serde_json::Value;

/// How a run ended.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Exit status; `None` when a signal ended it.
    pub status: Option<i32>,
    /// What it wrote on standard output.
    pub stdout: String,
    /// What it wrote on standard error.
    pub stderr: String,
}

/// A run in preparation.
#[derive(Debug)]
pub struct Run {
    command: Command,
    input: Option<Vec<u8>>,
}

/// A run under way.
#[derive(Debug)]
pub struct Running {
    child: Child,
    output: Lines<BufReader<ChildStdout>>,
    progress: Lines<BufReader<ChildStderr>>,
}

impl Running {
    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The next line of its standard error that holds `words`; `None` when it ended without.
    pub fn progress(&mut self, words: &str) -> Option<String> {
        self.progress.by_ref().map_while(Result::ok).find(|line| line.contains(words))
    }

    /// The next line of its standard output that holds `words`; `None` when it ended without.
    pub fn printed(&mut self, words: &str) -> Option<String> {
        self.output.by_ref().map_while(Result::ok).find(|line| line.contains(words))
    }

    /// Kills it; whether it was still running.
    pub fn kill(mut self) -> bool {
        let _already_done = self.child.kill();
        self.child.wait().unwrap().code().is_none()
    }

    /// Asks it to stop, as a supervisor does, and waits for its end.
    pub fn terminate(mut self) -> Finished {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let status = self.child.wait().unwrap().code();
        let rest = |lines: &mut dyn Iterator<Item = std::io::Result<String>>| {
            lines.map_while(Result::ok).collect::<Vec<_>>().join("\n")
        };
        Finished { status, stdout: rest(&mut self.output), stderr: rest(&mut self.progress) }
    }
}

/// The program with `arguments`, in an environment that says nothing of this machine, on [`TODAY`](crate::TODAY).
pub fn aiguilleur<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Run {
    let mut command = Command::new(crate::binary::path());
    command
        .args(arguments)
        .env("AIGUILLEUR_TODAY", crate::TODAY)
        .env_remove("AIGUILLEUR_DATA")
        .env_remove("AIGUILLEUR_CONFIG")
        .env_remove("RUST_LOG");
    command.stdin(Stdio::null());
    Run { command, input: None }
}

/// The program with `arguments`, started and left running, its output dropped.
pub fn spawned<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Child {
    let mut run = aiguilleur(arguments);
    run.command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

impl Run {
    /// With `bytes` on its standard input.
    #[must_use]
    pub fn given(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = Some(bytes.into());
        self
    }

    /// On the data folder `data`.
    #[must_use]
    pub fn on(mut self, data: &Path) -> Self {
        self.command.arg("--data").arg(data);
        self
    }

    /// On another day.
    #[must_use]
    pub fn on_day(mut self, day: &str) -> Self {
        self.command.env("AIGUILLEUR_TODAY", day);
        self
    }

    pub(crate) fn into_command(self) -> Command {
        self.command
    }

    /// The same program behind a shell that runs `before` first: for limits that a process is born with.
    #[must_use]
    pub fn under(self, before: &str) -> Self {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{before}\nexec \"$0\" \"$@\""));
        command.arg(self.command.get_program()).args(self.command.get_args());
        for (name, value) in self.command.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.stdin(Stdio::null());
        Self { command, ..self }
    }

    /// Starts it and watches what it says.
    pub fn start(mut self) -> Running {
        let mut child =
            self.command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let (output, progress) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        Running { child, output: BufReader::new(output).lines(), progress: BufReader::new(progress).lines() }
    }

    /// Runs to the end.
    pub fn run(mut self) -> Finished {
        if self.input.is_some() {
            self.command.stdin(Stdio::piped());
        }
        let mut child =
            self.command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        if let (Some(input), Some(mut pipe)) = (self.input, child.stdin.take()) {
            // A program that refuses early closes its input: what it says then is the test's subject.
            let _closed = pipe.write_all(&input);
        }
        let output = child.wait_with_output().expect("the program ends");
        Finished {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("output in UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("errors in UTF-8"),
        }
    }
}

#[allow(clippy::return_self_not_must_use, reason = "that the run ended so is often all a test asks")]
impl Finished {
    /// Fails the test unless the run was done (status 0).
    pub fn done(self) -> Self {
        assert_eq!(self.status, Some(0), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Fails the test unless the run was done and needs a person (status 3).
    pub fn needs_a_person(self) -> Self {
        assert_eq!(self.status, Some(3), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Fails the test unless the run failed (status 1) with nothing but words on standard error.
    pub fn failed(self) -> Self {
        assert_eq!(self.status, Some(1), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        assert!(!self.stderr.contains("panicked"), "a panic is no error message:\n{}", self.stderr);
        self
    }

    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in\n{}", self.stdout))
    }
}
