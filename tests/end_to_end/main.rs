//! The program from outside: its commands, its HTTP answers, what it does with bad files and when it is killed.

mod accounts;
mod api;
mod commands;
mod crash;
mod defaults;
mod history;
mod publishers;
mod readers;
mod refusals;
mod scenarios;
