//! Measuring this machine.
