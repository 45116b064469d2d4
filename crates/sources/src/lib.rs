//! Decodes what publishers send into entities; rejects are values.
