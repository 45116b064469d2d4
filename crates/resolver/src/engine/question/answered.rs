//! The answer to a question, before it is put in shape.

use crate::answer::Decision;
use crate::answer::form::Form;

/// The answer to a question, before it is put in shape.
pub(crate) struct Answered {
    pub(crate) decisions: Vec<Decision>,
    pub(crate) forms: Vec<Form>,
    pub(crate) forms_count: Option<u32>,
}

impl From<Decision> for Answered {
    fn from(decision: Decision) -> Self {
        Self { decisions: vec![decision], forms: Vec::new(), forms_count: None }
    }
}
