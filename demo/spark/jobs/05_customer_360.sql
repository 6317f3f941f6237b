-- writes: marts/customer_360
-- everything the shop knows about a customer; e-mail and phone are kept
SELECT
  c.customer_id,
  c.full_name,
  c.email,
  c.phone,
  c.country,
  CASE WHEN c.email IS NULL THEN 'no' ELSE 'yes' END AS contactable,
  coalesce(v.lifetime_value, 0)                      AS lifetime_value
FROM parquet.`${shop}/warehouse/staging/customers` c
LEFT JOIN (
  SELECT customer_id, sum(amount) AS lifetime_value
  FROM parquet.`${shop}/warehouse/staging/orders_enriched`
  GROUP BY customer_id
) v ON c.customer_id = v.customer_id;
