//! Support shared by the tests of the whole.
