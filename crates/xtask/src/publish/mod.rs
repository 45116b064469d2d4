//! Writers of the publishers' formats, for synthetic data only: fixtures and national-size files.

pub(crate) mod finess_csv;
pub(crate) mod finess_json;
pub(crate) mod finess_xml;
pub(crate) mod json;
pub(crate) mod labels;
pub(crate) mod numbers;
pub(crate) mod rpps;
pub(crate) mod rpps_restricted;
pub(crate) mod sirene;
pub(crate) mod structure;
