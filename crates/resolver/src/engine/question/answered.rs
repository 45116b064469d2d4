//! The answer to a question, before it is put in shape.

use crate::answer::form::Form;
use crate::draft::Draft;

/// The answer to a question, before it is put in shape.
pub(crate) struct Answered {
    pub(crate) drafts: Vec<Draft>,
    pub(crate) forms: Vec<Form>,
    pub(crate) forms_count: Option<u32>,
}

impl From<Draft> for Answered {
    fn from(draft: Draft) -> Self {
        Self { drafts: vec![draft], forms: Vec::new(), forms_count: None }
    }
}
