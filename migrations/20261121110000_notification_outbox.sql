-- Messages to people: promised in the transaction that causes them, delivered by a job.

CREATE SCHEMA notification;

CREATE TABLE notification.messages (
    id uuid CONSTRAINT messages_pkey PRIMARY KEY,
    channel text NOT NULL CONSTRAINT messages_channel_check CHECK (channel IN ('email', 'sms')),
    recipient text NOT NULL,
    locale text NOT NULL,
    subject text NOT NULL,
    -- Empty once it is delivered, for messages that hold a secret.
    body text NOT NULL,
    is_secret boolean NOT NULL,
    -- `kept`: nothing sends this channel; staff read it on the outbox page.
    state text NOT NULL CONSTRAINT messages_state_check CHECK (state IN ('waiting', 'sent', 'kept', 'failed')),
    last_error text,
    created_at timestamptz NOT NULL,
    settled_at timestamptz
);
CREATE INDEX messages_recipient_idx ON notification.messages (recipient);
CREATE INDEX messages_created_at_idx ON notification.messages (created_at);
