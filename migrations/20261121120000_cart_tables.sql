-- Carts: one row each, so that a change costs one row and a batch of changes two statements.

CREATE SCHEMA cart;

CREATE TABLE cart.carts (
    id uuid CONSTRAINT carts_pkey PRIMARY KEY,
    customer_id uuid CONSTRAINT carts_customer_id_key UNIQUE,
    -- The digest of the token that a guest's browser holds.
    guest_digest bytea CONSTRAINT carts_guest_digest_key UNIQUE,
    version bigint NOT NULL CONSTRAINT carts_version_check CHECK (version >= 0),
    -- Lines with their contributions, and the numbers of devices, as JSON; see decision 0011. The database never looks
    -- into it, so it need not take it apart at each change.
    state text NOT NULL CONSTRAINT carts_state_check CHECK (octet_length(state) <= 262144),
    line_count integer NOT NULL DEFAULT 0 CONSTRAINT carts_line_count_check CHECK (line_count >= 0),
    channel text NOT NULL,
    created_at timestamptz NOT NULL,
    touched_at timestamptz NOT NULL,
    -- The day of the last touch; it changes once a day at most, so that most changes leave every index alone.
    touched_on date NOT NULL,
    -- How often the owner was reminded of what lies here since the last touch.
    reminders smallint NOT NULL DEFAULT 0 CONSTRAINT carts_reminders_check CHECK (reminders BETWEEN 0 AND 2),
    CONSTRAINT carts_owner_check CHECK (num_nonnulls(customer_id, guest_digest) = 1)
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.1);
CREATE INDEX carts_touched_on_idx ON cart.carts (touched_on);

-- What became of carts, by the day they were started and by channel.
CREATE TABLE cart.days (
    day date NOT NULL,
    channel text NOT NULL,
    started bigint NOT NULL DEFAULT 0,
    reminded bigint NOT NULL DEFAULT 0,
    recovered bigint NOT NULL DEFAULT 0,
    abandoned bigint NOT NULL DEFAULT 0,
    CONSTRAINT days_pkey PRIMARY KEY (day, channel)
);
