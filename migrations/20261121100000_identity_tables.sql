-- Who people are: accounts, how they prove it, what they may do, and what staff did.

CREATE SCHEMA identity;

-- Every e-mail address and phone number here was confirmed by a code or by a provider that vouches for it.
CREATE TABLE identity.accounts (
    id uuid CONSTRAINT accounts_pkey PRIMARY KEY,
    kind text NOT NULL CONSTRAINT accounts_kind_check CHECK (kind IN ('customer', 'staff')),
    state text NOT NULL DEFAULT 'active' CONSTRAINT accounts_state_check CHECK (state IN ('active', 'blocked', 'deleted')),
    name text NOT NULL DEFAULT '' CONSTRAINT accounts_name_check CHECK (char_length(name) <= 120),
    email text CONSTRAINT accounts_email_key UNIQUE
        CONSTRAINT accounts_email_check CHECK (email = lower(email) AND email LIKE '%_@_%' AND char_length(email) <= 254),
    phone text CONSTRAINT accounts_phone_key UNIQUE CONSTRAINT accounts_phone_check CHECK (phone ~ '^\+[1-9][0-9]{7,14}$'),
    password_hash text,
    birthday date,
    locale text NOT NULL DEFAULT 'vi' CONSTRAINT accounts_locale_check CHECK (locale IN ('vi', 'en')),
    currency text NOT NULL DEFAULT 'VND',
    -- Topics and ways the person wants to hear of them.
    topics text[] NOT NULL DEFAULT '{}',
    failed_logins integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    -- The second factor; it counts once a password of it was typed.
    totp_sealed bytea,
    totp_confirmed_at timestamptz,
    totp_last_step bigint,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT accounts_deleted_check CHECK (state <> 'deleted' OR (name = '' AND email IS NULL AND phone IS NULL
        AND password_hash IS NULL AND birthday IS NULL AND totp_sealed IS NULL AND topics = '{}')),
    CONSTRAINT accounts_staff_check CHECK (kind = 'customer' OR state = 'deleted' OR email IS NOT NULL),
    CONSTRAINT accounts_totp_check CHECK (totp_confirmed_at IS NULL OR totp_sealed IS NOT NULL)
);
CREATE INDEX accounts_kind_idx ON identity.accounts (kind, id);

-- Accounts at others that open ours.
CREATE TABLE identity.logins (
    provider text NOT NULL CONSTRAINT logins_provider_check CHECK (provider IN ('google', 'facebook', 'zalo')),
    subject text NOT NULL CONSTRAINT logins_subject_check CHECK (char_length(subject) BETWEEN 1 AND 255),
    account_id uuid NOT NULL CONSTRAINT logins_account_id_fkey REFERENCES identity.accounts ON DELETE CASCADE,
    linked_at timestamptz NOT NULL,
    CONSTRAINT logins_pkey PRIMARY KEY (provider, subject),
    CONSTRAINT logins_account_id_provider_key UNIQUE (account_id, provider)
);

-- A code that somebody has to type, and what happens then.
CREATE TABLE identity.challenges (
    id uuid CONSTRAINT challenges_pkey PRIMARY KEY,
    purpose text NOT NULL CONSTRAINT challenges_purpose_check CHECK (purpose IN ('register', 'reset', 'contact')),
    destination text NOT NULL,
    account_id uuid CONSTRAINT challenges_account_id_fkey REFERENCES identity.accounts ON DELETE CASCADE,
    -- Null when the code leads nowhere: the answer to an address that is unknown or taken looks like any other.
    code_digest bytea,
    link_digest bytea,
    -- What is done once the code is right, sealed: a name, the hash of a password.
    payload_sealed bytea,
    tries integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX challenges_destination_idx ON identity.challenges (destination, created_at);
CREATE UNIQUE INDEX challenges_link_digest_key ON identity.challenges (link_digest) WHERE link_digest IS NOT NULL;

CREATE TABLE identity.sessions (
    id uuid CONSTRAINT sessions_pkey PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT sessions_account_id_fkey REFERENCES identity.accounts ON DELETE CASCADE,
    channel text NOT NULL CONSTRAINT sessions_channel_check CHECK (channel IN ('web', 'api', 'mini-app')),
    -- For pages; sessions of the API have refresh tokens instead.
    cookie_digest bytea CONSTRAINT sessions_cookie_digest_key UNIQUE,
    user_agent text NOT NULL DEFAULT '' CONSTRAINT sessions_user_agent_check CHECK (char_length(user_agent) <= 400),
    address text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    second_factor_at timestamptz,
    ended_at timestamptz,
    ended_why text
);
CREATE INDEX sessions_account_id_idx ON identity.sessions (account_id, created_at DESC);
CREATE INDEX sessions_ended_at_idx ON identity.sessions (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE identity.refresh_tokens (
    digest bytea CONSTRAINT refresh_tokens_pkey PRIMARY KEY,
    session_id uuid NOT NULL CONSTRAINT refresh_tokens_session_id_fkey REFERENCES identity.sessions ON DELETE CASCADE,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX refresh_tokens_session_id_idx ON identity.refresh_tokens (session_id);

-- Beginnings of log-ins at others; the row goes when the browser comes back.
CREATE TABLE identity.departures (
    state_digest bytea CONSTRAINT departures_pkey PRIMARY KEY,
    provider text NOT NULL,
    verifier_sealed bytea NOT NULL,
    nonce text NOT NULL,
    return_to text NOT NULL,
    -- Who wants to link the login to their account.
    account_id uuid CONSTRAINT departures_account_id_fkey REFERENCES identity.accounts ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);

-- Failed log-ins of a network address, known by a keyed digest, by hour.
CREATE TABLE identity.failures (
    address text NOT NULL,
    hour timestamptz NOT NULL,
    count integer NOT NULL,
    CONSTRAINT failures_pkey PRIMARY KEY (address, hour)
);

CREATE TABLE identity.signing_keys (
    id text CONSTRAINT signing_keys_pkey PRIMARY KEY,
    public_key bytea NOT NULL,
    private_sealed bytea NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE TABLE identity.roles (
    id uuid CONSTRAINT roles_pkey PRIMARY KEY,
    name text NOT NULL CONSTRAINT roles_name_key UNIQUE CONSTRAINT roles_name_check CHECK (char_length(name) BETWEEN 1 AND 60),
    permissions text[] NOT NULL,
    needs_second_factor boolean NOT NULL DEFAULT true,
    -- The super-administrator: has every permission and cannot be changed.
    is_super boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX roles_is_super_key ON identity.roles (is_super) WHERE is_super;
INSERT INTO identity.roles (id, name, permissions, needs_second_factor, is_super) VALUES
    ('019aa000-0000-7000-8000-000000000001', 'super-administrator', '{}', true, true);

CREATE TABLE identity.account_roles (
    account_id uuid NOT NULL CONSTRAINT account_roles_account_id_fkey REFERENCES identity.accounts ON DELETE CASCADE,
    role_id uuid NOT NULL CONSTRAINT account_roles_role_id_fkey REFERENCES identity.roles ON DELETE RESTRICT,
    CONSTRAINT account_roles_pkey PRIMARY KEY (account_id, role_id)
);

CREATE TABLE identity.addresses (
    id uuid CONSTRAINT addresses_pkey PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT addresses_account_id_fkey REFERENCES identity.accounts ON DELETE CASCADE,
    recipient text NOT NULL CONSTRAINT addresses_recipient_check CHECK (char_length(recipient) BETWEEN 1 AND 120),
    phone text NOT NULL CONSTRAINT addresses_phone_check CHECK (phone ~ '^\+[1-9][0-9]{7,14}$'),
    system text NOT NULL CONSTRAINT addresses_system_check CHECK (system IN ('2025', 'legacy')),
    province_code text NOT NULL,
    district_code text,
    ward_code text NOT NULL,
    line1 text NOT NULL CONSTRAINT addresses_line1_check CHECK (char_length(line1) BETWEEN 1 AND 200),
    -- The whole address as it was written on the day it was saved.
    full_text text NOT NULL,
    -- The ward of today for an address of the old system, where that is certain.
    current_ward_code text,
    is_shipping_default boolean NOT NULL DEFAULT false,
    is_billing_default boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    CONSTRAINT addresses_district_code_check CHECK ((system = 'legacy') = (district_code IS NOT NULL))
);
CREATE INDEX addresses_account_id_idx ON identity.addresses (account_id, id);
CREATE UNIQUE INDEX addresses_shipping_default_key ON identity.addresses (account_id) WHERE is_shipping_default;
CREATE UNIQUE INDEX addresses_billing_default_key ON identity.addresses (account_id) WHERE is_billing_default;

-- What people agreed to and took back; the newest line of a purpose counts.
CREATE TABLE identity.consents (
    id uuid CONSTRAINT consents_pkey PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT consents_account_id_fkey REFERENCES identity.accounts ON DELETE CASCADE,
    purpose text NOT NULL,
    is_given boolean NOT NULL,
    text_version text NOT NULL,
    decided_at timestamptz NOT NULL
);
CREATE INDEX consents_account_id_idx ON identity.consents (account_id, purpose, decided_at DESC);

-- What staff changed. Each line holds the digest of the one before, made with a key that is not in the database.
CREATE TABLE identity.audit_log (
    number bigint CONSTRAINT audit_log_pkey PRIMARY KEY,
    happened_at timestamptz NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id text NOT NULL,
    -- JSON as it was written, letter by letter.
    old_values text NOT NULL CONSTRAINT audit_log_old_values_check CHECK (old_values::json IS NOT NULL),
    new_values text NOT NULL CONSTRAINT audit_log_new_values_check CHECK (new_values::json IS NOT NULL),
    address text NOT NULL,
    user_agent text NOT NULL,
    digest bytea NOT NULL
);
CREATE INDEX audit_log_actor_idx ON identity.audit_log (actor, number DESC);
CREATE INDEX audit_log_entity_idx ON identity.audit_log (entity, entity_id, number DESC);

CREATE TABLE identity.audit_head (
    is_head boolean CONSTRAINT audit_head_pkey PRIMARY KEY CONSTRAINT audit_head_check CHECK (is_head),
    number bigint NOT NULL,
    digest bytea NOT NULL
);
INSERT INTO identity.audit_head VALUES (true, 0, '');

CREATE FUNCTION identity.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'lines of the audit log are never changed' USING CONSTRAINT = 'audit_log_append_only';
END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON identity.audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_change();
