//! Full-text search over people and structures: schema, analysers, queries, ranking.
