//! What surrounds every page: title, search box, files.

use crate::asset;

/// What surrounds a page.
#[derive(Debug)]
pub(crate) struct Shell {
    /// Title of the tab.
    pub(crate) title: String,
    /// What the search box holds.
    pub(crate) query: String,
    /// Address of the style sheet.
    pub(crate) style: String,
    /// Address of the script.
    pub(crate) script: String,
    /// Address of the icon.
    pub(crate) icon: String,
}

impl Shell {
    /// A page of that title.
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            query: String::new(),
            style: asset::STYLE.address(),
            script: asset::SCRIPT.address(),
            icon: asset::ICON.address(),
        }
    }

    /// The same, with something in the search box.
    pub(crate) fn searching(mut self, query: &str) -> Self {
        query.clone_into(&mut self.query);
        self
    }
}
