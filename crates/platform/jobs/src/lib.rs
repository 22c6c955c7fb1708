//! Background jobs and schedules: work that is promised in a transaction and done after it, once across processes.
//!
//! Owns the PostgreSQL schema `jobs`. Invariants: a job exists exactly when the transaction that asked for it committed;
//! one worker has it at a time; a crashed worker's job is taken again; a job that keeps failing is kept for a person.
