-- Old lines of the audit log go, from its beginning and up to the anchor alone; what is left still is a chain.

CREATE TABLE identity.audit_anchor (
    is_anchor boolean CONSTRAINT audit_anchor_pkey PRIMARY KEY CONSTRAINT audit_anchor_check CHECK (is_anchor),
    -- The last line that was dropped and its digest, with a seal over both that the database alone cannot make.
    number bigint NOT NULL,
    digest bytea NOT NULL,
    seal bytea NOT NULL
);
INSERT INTO identity.audit_anchor VALUES (true, 0, '', '');

CREATE FUNCTION identity.refuse_drop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.number <= (SELECT number FROM identity.audit_anchor) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'lines of the audit log are dropped up to its anchor alone' USING CONSTRAINT = 'audit_log_append_only';
END $$;

DROP TRIGGER audit_log_append_only ON identity.audit_log;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR TRUNCATE ON identity.audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_change();
CREATE TRIGGER audit_log_drop_to_anchor BEFORE DELETE ON identity.audit_log
    FOR EACH ROW EXECUTE FUNCTION identity.refuse_drop();
