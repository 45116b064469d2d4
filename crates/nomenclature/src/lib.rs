//! Code tables of the field, generated from index/nomenclature.
