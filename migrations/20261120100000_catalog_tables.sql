-- The catalogue's tables: categories, brands, products, variants, pictures, prices and their history, import runs.

CREATE SCHEMA catalog;

-- The check digit of EAN-13 and UPC-A: weights 1 and 3 from the right, the sum is a multiple of ten.
CREATE FUNCTION catalog.is_barcode(code text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN code ~ '^[0-9]{12,13}$' AND (
        SELECT sum(substr(lpad(code, 13, '0'), place, 1)::integer * CASE WHEN place % 2 = 0 THEN 3 ELSE 1 END) % 10 = 0
        FROM generate_series(1, 13) AS place
    );

CREATE FUNCTION catalog.is_slug(slug text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 160;

CREATE TABLE catalog.media (
    id uuid CONSTRAINT media_pkey PRIMARY KEY,
    hash text NOT NULL CONSTRAINT media_hash_key UNIQUE CONSTRAINT media_hash_check CHECK (hash ~ '^[0-9a-f]{32}$'),
    alt text NOT NULL,
    width integer NOT NULL CONSTRAINT media_width_check CHECK (width > 0),
    height integer NOT NULL CONSTRAINT media_height_check CHECK (height > 0),
    has_avif boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL
);

CREATE TABLE catalog.categories (
    id uuid CONSTRAINT categories_pkey PRIMARY KEY,
    parent_id uuid CONSTRAINT categories_parent_id_fkey REFERENCES catalog.categories (id),
    level smallint NOT NULL,
    path uuid[] NOT NULL,
    sort_order integer NOT NULL DEFAULT 0,
    slug text NOT NULL CONSTRAINT categories_slug_key UNIQUE CONSTRAINT categories_slug_check CHECK (catalog.is_slug(slug)),
    name text NOT NULL CONSTRAINT categories_name_check CHECK (length(name) BETWEEN 1 AND 200 AND name NOT LIKE '% > %'),
    name_en text,
    media_id uuid CONSTRAINT categories_media_id_fkey REFERENCES catalog.media (id),
    spec_template jsonb NOT NULL DEFAULT '[]'
        CONSTRAINT categories_spec_template_check CHECK (jsonb_typeof(spec_template) = 'array'),
    is_active boolean NOT NULL DEFAULT true,
    CONSTRAINT categories_parent_id_name_key UNIQUE NULLS NOT DISTINCT (parent_id, name)
);

CREATE TABLE catalog.brands (
    id uuid CONSTRAINT brands_pkey PRIMARY KEY,
    slug text NOT NULL CONSTRAINT brands_slug_key UNIQUE CONSTRAINT brands_slug_check CHECK (catalog.is_slug(slug)),
    name text NOT NULL CONSTRAINT brands_name_key UNIQUE CONSTRAINT brands_name_check CHECK (length(name) BETWEEN 1 AND 200),
    logo_media_id uuid CONSTRAINT brands_logo_media_id_fkey REFERENCES catalog.media (id)
);

CREATE TABLE catalog.products (
    id uuid CONSTRAINT products_pkey PRIMARY KEY,
    slug text COLLATE "C" NOT NULL CONSTRAINT products_slug_key UNIQUE CONSTRAINT products_slug_check CHECK (catalog.is_slug(slug)),
    category_id uuid NOT NULL CONSTRAINT products_category_id_fkey REFERENCES catalog.categories (id),
    brand_id uuid CONSTRAINT products_brand_id_fkey REFERENCES catalog.brands (id),
    name text NOT NULL CONSTRAINT products_name_check CHECK (length(name) BETWEEN 1 AND 500),
    name_en text,
    short_description text NOT NULL DEFAULT '',
    short_description_en text,
    description_html text NOT NULL DEFAULT '',
    description_html_en text,
    status text NOT NULL CONSTRAINT products_status_check CHECK (status IN ('draft', 'active', 'archived')),
    is_featured boolean NOT NULL DEFAULT false,
    condition text NOT NULL DEFAULT 'new'
        CONSTRAINT products_condition_check CHECK (condition IN ('new', 'grade-a', 'grade-b', 'grade-c')),
    price_unit text NOT NULL DEFAULT 'piece' CONSTRAINT products_price_unit_check CHECK (price_unit IN ('piece', 'day')),
    tags jsonb NOT NULL DEFAULT '[]' CONSTRAINT products_tags_check CHECK (jsonb_typeof(tags) = 'array'),
    seo_title text,
    seo_description text,
    specs jsonb NOT NULL DEFAULT '[]' CONSTRAINT products_specs_check CHECK (jsonb_typeof(specs) = 'array'),
    attributes jsonb NOT NULL DEFAULT '{}'
        CONSTRAINT products_attributes_check CHECK (jsonb_typeof(attributes) = 'object'),
    notes jsonb NOT NULL DEFAULT '{}' CONSTRAINT products_notes_check CHECK (jsonb_typeof(notes) = 'object'),
    rating_hundredths smallint
        CONSTRAINT products_rating_hundredths_check CHECK (rating_hundredths BETWEEN 0 AND 500),
    review_count integer NOT NULL DEFAULT 0 CONSTRAINT products_review_count_check CHECK (review_count >= 0),
    sold_count integer NOT NULL DEFAULT 0 CONSTRAINT products_sold_count_check CHECK (sold_count >= 0),
    published_at timestamptz CONSTRAINT products_published_at_check CHECK (status = 'draft' OR published_at IS NOT NULL),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE INDEX products_category_id_idx ON catalog.products (category_id) WHERE status = 'active';
CREATE INDEX products_brand_id_idx ON catalog.products (brand_id) WHERE status = 'active';
CREATE INDEX products_published_at_idx ON catalog.products (published_at DESC, id DESC) WHERE status = 'active';
CREATE INDEX products_is_featured_idx ON catalog.products (published_at DESC, id DESC) WHERE status = 'active' AND is_featured;

CREATE TABLE catalog.variants (
    id uuid CONSTRAINT variants_pkey PRIMARY KEY,
    product_id uuid NOT NULL CONSTRAINT variants_product_id_fkey REFERENCES catalog.products (id),
    sku text COLLATE "C" NOT NULL CONSTRAINT variants_sku_key UNIQUE
        CONSTRAINT variants_sku_check CHECK (length(sku) BETWEEN 1 AND 64 AND sku = btrim(sku)),
    position integer NOT NULL DEFAULT 0,
    attributes jsonb NOT NULL DEFAULT '[]'
        CONSTRAINT variants_attributes_check CHECK (jsonb_typeof(attributes) = 'array'),
    price bigint NOT NULL CONSTRAINT variants_price_check CHECK (price >= 0),
    list_price bigint NOT NULL CONSTRAINT variants_list_price_check CHECK (list_price >= price),
    barcode text CONSTRAINT variants_barcode_check CHECK (catalog.is_barcode(barcode)),
    weight_g integer CONSTRAINT variants_weight_g_check CHECK (weight_g > 0),
    length_mm integer CONSTRAINT variants_length_mm_check CHECK (length_mm > 0),
    width_mm integer CONSTRAINT variants_width_mm_check CHECK (width_mm > 0),
    height_mm integer CONSTRAINT variants_height_mm_check CHECK (height_mm > 0),
    available integer NOT NULL DEFAULT 0 CONSTRAINT variants_available_check CHECK (available BETWEEN 0 AND 1000000000),
    is_active boolean NOT NULL DEFAULT true,
    CONSTRAINT variants_id_product_id_key UNIQUE (id, product_id),
    CONSTRAINT variants_dimensions_check CHECK (num_nulls(length_mm, width_mm, height_mm) IN (0, 3))
);

CREATE INDEX variants_product_id_idx ON catalog.variants (product_id, position);

CREATE TABLE catalog.product_media (
    product_id uuid NOT NULL CONSTRAINT product_media_product_id_fkey REFERENCES catalog.products (id),
    media_id uuid NOT NULL CONSTRAINT product_media_media_id_fkey REFERENCES catalog.media (id),
    variant_id uuid,
    position integer NOT NULL CONSTRAINT product_media_position_check CHECK (position >= 0),
    alt text NOT NULL,
    CONSTRAINT product_media_variant_id_product_id_fkey
        FOREIGN KEY (variant_id, product_id) REFERENCES catalog.variants (id, product_id),
    CONSTRAINT product_media_pkey PRIMARY KEY (product_id, media_id)
);

CREATE INDEX product_media_media_id_idx ON catalog.product_media (media_id);

CREATE TABLE catalog.slug_history (
    kind text NOT NULL CONSTRAINT slug_history_kind_check CHECK (kind IN ('product', 'category', 'brand')),
    slug text NOT NULL,
    target_id uuid NOT NULL,
    CONSTRAINT slug_history_pkey PRIMARY KEY (kind, slug)
);

CREATE INDEX slug_history_target_id_idx ON catalog.slug_history (target_id);

CREATE TABLE catalog.price_changes (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT price_changes_pkey PRIMARY KEY,
    variant_id uuid NOT NULL CONSTRAINT price_changes_variant_id_fkey REFERENCES catalog.variants (id) ON DELETE CASCADE,
    actor text NOT NULL,
    changed_at timestamptz NOT NULL,
    old_price bigint,
    old_list_price bigint,
    new_price bigint NOT NULL,
    new_list_price bigint NOT NULL
);

CREATE INDEX price_changes_variant_id_idx ON catalog.price_changes (variant_id, id DESC);

CREATE TABLE catalog.import_runs (
    id uuid CONSTRAINT import_runs_pkey PRIMARY KEY,
    file_name text NOT NULL,
    file_hash text NOT NULL,
    mode text NOT NULL CONSTRAINT import_runs_mode_check CHECK (mode IN ('all-or-nothing', 'skip-bad-rows')),
    actor text NOT NULL,
    status text NOT NULL CONSTRAINT import_runs_status_check CHECK (status IN ('running', 'finished', 'refused')),
    rows_total integer NOT NULL,
    rows_done integer NOT NULL DEFAULT 0,
    products_done integer NOT NULL DEFAULT 0,
    created_count integer NOT NULL DEFAULT 0,
    updated_count integer NOT NULL DEFAULT 0,
    error_count integer NOT NULL DEFAULT 0,
    errors jsonb NOT NULL DEFAULT '[]',
    started_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    finished_at timestamptz
);

CREATE UNIQUE INDEX import_runs_file_hash_mode_key ON catalog.import_runs (file_hash, mode) WHERE status = 'running';
