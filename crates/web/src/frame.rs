//! What every page carries around its content: the banner of a demonstration, and who answers for the site.

use std::{any::Any, sync::Arc};

use askama::Values;

/// Who answers for the site by law.
#[derive(Debug, Clone, Default)]
pub struct Legal {
    /// The company or person; empty: no page names one.
    pub editor: String,
    /// The contact, as it is shown.
    pub contact: String,
    /// The address behind the contact, where a browser can follow one.
    pub contact_address: Option<String>,
    /// Address of the whole notice.
    pub notice: String,
}

/// The frame of a page, which the layout reads as askama's values: pages themselves do not name it.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Whether the data is invented.
    pub(crate) demo: bool,
    pub(crate) legal: Arc<Legal>,
}

impl Values for Frame {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        match key {
            "demo" => Some(&self.demo),
            "legal" if !self.legal.editor.is_empty() => Some(self.legal.as_ref()),
            _ => None,
        }
    }
}
