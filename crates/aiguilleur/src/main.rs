//! The command line of Aiguilleur.
fn main() {}
