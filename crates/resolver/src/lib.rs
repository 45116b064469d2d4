//! Facts in, decisions out: the ANS ordering rules, with their citations.
