-- Staff look for people as they type: without marks, in any case.
CREATE FUNCTION identity.fold(said text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN translate(regexp_replace(lower(normalize(said, NFD)), '[\u0300-\u036f]', '', 'g'), 'đðĐÐ', 'dddd');

ALTER TABLE identity.accounts ADD COLUMN folded text NOT NULL
    GENERATED ALWAYS AS (identity.fold(name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, ''))) STORED;
