//! Durable generations: sealed, immutable, sorted tables on sled.
