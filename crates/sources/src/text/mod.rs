//! Bytes to lines, lines to fields, fields to values: what every decoder shares.

pub(crate) mod delimited;
pub(crate) mod fields;
pub(crate) mod lines;
pub(crate) mod tidy;
pub(crate) mod window;
