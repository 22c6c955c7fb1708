-- Background jobs: promised in the caller's transaction, done by any worker afterwards.

CREATE SCHEMA jobs;

CREATE TABLE jobs.jobs (
    id uuid CONSTRAINT jobs_pkey PRIMARY KEY,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    -- Jobs of one kind with the same key that wait are one job.
    unique_key text,
    state text NOT NULL DEFAULT 'waiting'
        CONSTRAINT jobs_state_check CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    -- When a worker may take it: the planned time while it waits, the end of the worker's lease while it runs.
    due_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    attempts_max integer NOT NULL CONSTRAINT jobs_attempts_max_check CHECK (attempts_max > 0),
    last_error text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT jobs_finished_at_check CHECK ((state IN ('done', 'dead')) = (finished_at IS NOT NULL))
);

-- Only waiting jobs: what changes while a job runs needs another run.
CREATE UNIQUE INDEX jobs_kind_unique_key_key ON jobs.jobs (kind, unique_key) WHERE state = 'waiting';

-- What a worker looks for; finished jobs are not in it.
CREATE INDEX jobs_due_at_idx ON jobs.jobs (due_at) WHERE state IN ('waiting', 'running');

CREATE INDEX jobs_finished_at_idx ON jobs.jobs (finished_at) WHERE state IN ('done', 'dead');

-- The table is small and changes all the time.
ALTER TABLE jobs.jobs SET (autovacuum_vacuum_scale_factor = 0.05, fillfactor = 80);

CREATE FUNCTION jobs.wake_workers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('jobs_due', '');
    RETURN NULL;
END $$;

CREATE TRIGGER jobs_wake_workers AFTER INSERT ON jobs.jobs
    FOR EACH STATEMENT EXECUTE FUNCTION jobs.wake_workers();

-- When each schedule runs next; the row is what makes it run once across processes.
CREATE TABLE jobs.schedules (
    name text CONSTRAINT schedules_pkey PRIMARY KEY,
    cron text NOT NULL,
    next_at timestamptz NOT NULL,
    last_at timestamptz
);
