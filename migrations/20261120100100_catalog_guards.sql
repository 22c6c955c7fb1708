-- What the catalogue's tables guarantee by themselves, whoever writes: tree, price history, slug history, variants.

-- Level and path follow from the parent; a node cannot stand below itself.
CREATE FUNCTION catalog.place_category() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above catalog.categories%ROWTYPE;
BEGIN
    IF NEW.parent_id IS NULL THEN
        NEW.level := 0;
        NEW.path := ARRAY[NEW.id];
        RETURN NEW;
    END IF;
    SELECT * INTO above FROM catalog.categories WHERE id = NEW.parent_id FOR SHARE;
    IF NEW.id = ANY (above.path) OR NEW.id = NEW.parent_id THEN
        RAISE EXCEPTION 'a category cannot stand below itself'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'categories_parent_id_cycle';
    END IF;
    NEW.level := above.level + 1;
    NEW.path := above.path || NEW.id;
    RETURN NEW;
END $$;

CREATE TRIGGER categories_place BEFORE INSERT OR UPDATE OF parent_id, path ON catalog.categories
    FOR EACH ROW EXECUTE FUNCTION catalog.place_category();

-- A moved node takes its subtree along: touching the children places them anew.
CREATE FUNCTION catalog.place_subcategories() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE catalog.categories SET path = path WHERE parent_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER categories_place_children AFTER UPDATE OF parent_id, path ON catalog.categories
    FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION catalog.place_subcategories();

-- An old slug keeps leading to its product, category or brand.
CREATE FUNCTION catalog.remember_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM catalog.slug_history WHERE kind = TG_ARGV[0] AND slug = NEW.slug;
    INSERT INTO catalog.slug_history (kind, slug, target_id) VALUES (TG_ARGV[0], OLD.slug, NEW.id)
        ON CONFLICT ON CONSTRAINT slug_history_pkey DO UPDATE SET target_id = excluded.target_id;
    RETURN NULL;
END $$;

CREATE TRIGGER products_remember_slug AFTER UPDATE OF slug ON catalog.products
    FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION catalog.remember_slug('product');
CREATE TRIGGER categories_remember_slug AFTER UPDATE OF slug ON catalog.categories
    FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION catalog.remember_slug('category');
CREATE TRIGGER brands_remember_slug AFTER UPDATE OF slug ON catalog.brands
    FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION catalog.remember_slug('brand');

-- Who changes prices and when: what the program says in the transaction, else the database's user and time.
CREATE FUNCTION catalog.current_actor() RETURNS text LANGUAGE sql STABLE
    RETURN coalesce(nullif(current_setting('catalog.actor', true), ''), 'database:' || session_user);
CREATE FUNCTION catalog.current_moment() RETURNS timestamptz LANGUAGE sql STABLE
    RETURN coalesce(nullif(current_setting('catalog.moment', true), '')::timestamptz, now());

CREATE FUNCTION catalog.record_first_prices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalog.price_changes (variant_id, actor, changed_at, new_price, new_list_price)
    SELECT id, catalog.current_actor(), catalog.current_moment(), price, list_price FROM changed;
    RETURN NULL;
END $$;

CREATE FUNCTION catalog.record_price_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalog.price_changes
        (variant_id, actor, changed_at, old_price, old_list_price, new_price, new_list_price)
    SELECT changed.id, catalog.current_actor(), catalog.current_moment(),
           previous.price, previous.list_price, changed.price, changed.list_price
    FROM changed JOIN previous USING (id)
    WHERE (changed.price, changed.list_price) IS DISTINCT FROM (previous.price, previous.list_price);
    RETURN NULL;
END $$;

CREATE TRIGGER variants_first_prices AFTER INSERT ON catalog.variants
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION catalog.record_first_prices();
CREATE TRIGGER variants_price_changes AFTER UPDATE ON catalog.variants
    REFERENCING OLD TABLE AS previous NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION catalog.record_price_changes();

-- Every product has a variant when its transaction ends. The lock makes two transactions that each take away
-- one of the last two variants wait for each other, so that the second one sees what the first one did.
CREATE FUNCTION catalog.require_variant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked uuid;
BEGIN
    IF TG_TABLE_NAME = 'products' THEN
        checked := NEW.id;
    ELSE
        checked := OLD.product_id;
        PERFORM FROM catalog.products WHERE id = checked FOR UPDATE;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
    END IF;
    IF NOT EXISTS (SELECT FROM catalog.variants WHERE product_id = checked) THEN
        RAISE EXCEPTION 'product % has no variant', checked
            USING ERRCODE = 'check_violation', CONSTRAINT = 'products_variants_required';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER products_variants_required AFTER INSERT ON catalog.products
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION catalog.require_variant();
CREATE CONSTRAINT TRIGGER variants_variants_required AFTER DELETE OR UPDATE OF product_id ON catalog.variants
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION catalog.require_variant();
