-- A product with everything that belongs to it as one document: what pages, the index and exports read in one statement.

CREATE VIEW catalog.product_documents AS
SELECT p.id, p.slug, p.status,
    to_jsonb(p) || jsonb_build_object(
        'category', jsonb_build_object('id', c.id, 'slug', c.slug, 'name', c.name),
        'category_path', (
            SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) ORDER BY a.level)
            FROM catalog.categories a WHERE a.id = ANY (c.path)),
        'spec_template', coalesce((
            SELECT a.spec_template FROM catalog.categories a
            WHERE a.id = ANY (c.path) AND jsonb_array_length(a.spec_template) > 0 ORDER BY a.level DESC LIMIT 1), '[]'),
        'brand', CASE WHEN b.id IS NOT NULL THEN jsonb_build_object('id', b.id, 'slug', b.slug, 'name', b.name) END,
        'variants', coalesce((
            SELECT jsonb_agg(to_jsonb(v) ORDER BY v.position, v.sku)
            FROM catalog.variants v WHERE v.product_id = p.id), '[]'),
        'pictures', coalesce((
            SELECT jsonb_agg(jsonb_build_object('id', m.id, 'hash', m.hash, 'alt', pm.alt, 'width', m.width,
                'height', m.height, 'has_avif', m.has_avif, 'variant_id', pm.variant_id) ORDER BY pm.position, m.id)
            FROM catalog.product_media pm JOIN catalog.media m ON m.id = pm.media_id WHERE pm.product_id = p.id), '[]')
    ) AS document
FROM catalog.products p
JOIN catalog.categories c ON c.id = p.category_id
LEFT JOIN catalog.brands b ON b.id = p.brand_id;
