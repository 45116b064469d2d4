//! The program from outside: its commands, its HTTP answers, what it does with bad files and when it is killed.

#![allow(clippy::unwrap_used, reason = "what fails in a test's support fails the test")]

mod accounts;
mod api;
mod callers;
mod cases;
mod commands;
mod crash;
mod defaults;
mod demo;
mod depot;
mod directory;
mod disk;
mod export;
mod formats;
mod history;
mod interfaces;
mod kit;
mod publishers;
mod readers;
mod readme;
mod rebuilt;
mod refusals;
mod restricted;
mod scenarios;
mod sync;
mod sync_crash;
mod two_days;
