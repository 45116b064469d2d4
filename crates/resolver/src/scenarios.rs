//! Which reference scenarios each rule takes part in: a table, compared with the engine by a test.

/// Rule id and scenario ids, in order.
pub(crate) static SCENARIOS: &[(&str, &[&str])] = &[];
