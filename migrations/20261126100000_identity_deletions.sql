-- What became of a provider's wish to erase somebody, under the code by which anybody who holds it may ask. There is
-- nothing personal in it, so it stays when the account is gone.
CREATE TABLE identity.deletions (
    code text CONSTRAINT deletions_pkey PRIMARY KEY CONSTRAINT deletions_code_check CHECK (code ~ '^[0-9A-F]{20}$'),
    provider text NOT NULL CONSTRAINT deletions_provider_check CHECK (provider IN ('google', 'facebook', 'zalo')),
    outcome text NOT NULL CONSTRAINT deletions_outcome_check CHECK (outcome IN ('nothing', 'unlinked', 'deleted')),
    done_at timestamptz NOT NULL
);
