-- The event log: facts written in the transaction that makes them true, and the positions of named consumers.

CREATE SCHEMA events;

-- Partitioned by month, so that old events are dropped as whole tables instead of row by row.
CREATE TABLE events.log (
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    number bigint GENERATED ALWAYS AS IDENTITY,
    id uuid NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    occurred_at timestamptz NOT NULL,
    CONSTRAINT log_pkey PRIMARY KEY (occurred_at, number)
) PARTITION BY RANGE (occurred_at);

CREATE INDEX log_position_idx ON events.log (transaction_id, number);

-- Catches what no month's partition takes, so that a late housekeeping never loses an event.
CREATE TABLE events.log_default PARTITION OF events.log DEFAULT;

-- Makes the partition of the month that `day` lies in, unless it exists or the default partition already holds its rows.
CREATE FUNCTION events.prepare_month(day timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    first timestamptz := date_trunc('month', day, 'UTC');
    next timestamptz := date_trunc('month', first + interval '32 days', 'UTC');
    name text := 'log_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM');
BEGIN
    IF to_regclass('events.' || name) IS NOT NULL
        OR EXISTS (SELECT FROM events.log_default WHERE occurred_at >= first AND occurred_at < next) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE events.%I PARTITION OF events.log FOR VALUES FROM (%L) TO (%L)', name, first, next);
END $$;

SELECT events.prepare_month(now()), events.prepare_month(now() + interval '1 month');

-- One signal for any number of events of a transaction: equal notifications are folded by PostgreSQL.
CREATE FUNCTION events.wake_readers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('events_log', '');
    RETURN NULL;
END $$;

CREATE TRIGGER log_wake_readers AFTER INSERT ON events.log
    FOR EACH STATEMENT EXECUTE FUNCTION events.wake_readers();

CREATE TABLE events.consumers (
    name text CONSTRAINT consumers_pkey PRIMARY KEY,
    transaction_id xid8 NOT NULL DEFAULT '0',
    number bigint NOT NULL DEFAULT 0,
    attempts integer NOT NULL DEFAULT 0,
    not_before timestamptz NOT NULL DEFAULT '-infinity',
    last_error text
);

-- What a consumer gave up on, kept for a person to look at and replay.
CREATE TABLE events.dead_letters (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT dead_letters_pkey PRIMARY KEY,
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    transaction_id xid8 NOT NULL,
    number bigint NOT NULL,
    occurred_at timestamptz NOT NULL,
    error text NOT NULL,
    failed_at timestamptz NOT NULL,
    CONSTRAINT dead_letters_consumer_event_id_key UNIQUE (consumer, event_id)
);
