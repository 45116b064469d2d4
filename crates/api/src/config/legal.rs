//! Who answers for the pages by law (`[serve.legal]`): named at the foot of each, where it is configured.

use serde::{Deserialize, Serialize};

/// Who answers for the pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Legal {
    /// The company or person; empty: the pages say nothing.
    pub editor: String,
    /// An e-mail address, a telephone number or the address of a form.
    pub contact: String,
    /// Address of the whole notice.
    pub notice: String,
}

impl Legal {
    /// The address behind the contact, where a browser can follow one.
    pub fn contact_address(&self) -> Option<String> {
        if self.contact.starts_with("https://") {
            return Some(self.contact.clone());
        }
        self.contact.contains('@').then(|| format!("mailto:{}", self.contact))
    }
}
