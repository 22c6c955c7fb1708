-- What staff teach the search and what shoppers ask of it. The index itself lives in files.

CREATE SCHEMA search;

-- Abbreviations and synonyms on top of the shipped ones.
CREATE TABLE search.synonyms (
    id uuid CONSTRAINT synonyms_pkey PRIMARY KEY,
    kind text NOT NULL CONSTRAINT synonyms_kind_check CHECK (kind IN ('same', 'means', 'accepts')),
    phrases text[] NOT NULL CONSTRAINT synonyms_phrases_check CHECK (cardinality(phrases) BETWEEN 2 AND 12),
    created_at timestamptz NOT NULL
);

-- How often was asked for what: per day and text, without anybody's address, session or account.
CREATE TABLE search.query_log (
    day date NOT NULL,
    query text NOT NULL CONSTRAINT query_log_query_check CHECK (length(query) BETWEEN 1 AND 100),
    searches bigint NOT NULL DEFAULT 0,
    zero_results bigint NOT NULL DEFAULT 0,
    clicks bigint NOT NULL DEFAULT 0,
    CONSTRAINT query_log_pkey PRIMARY KEY (day, query)
);
