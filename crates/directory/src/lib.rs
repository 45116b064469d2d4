//! The facade: Snapshot to read, Host to publish the next generation.
