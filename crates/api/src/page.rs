//! How many items a page has.

/// Items of a page, unless the caller says otherwise.
pub(crate) const DEFAULT: usize = 20;

/// Items of the largest page.
pub(crate) const MAX: usize = 100;
