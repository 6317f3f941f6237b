-- writes: staging/orders_enriched
-- paid orders with who placed them
SELECT
  o.order_id,
  o.customer_id,
  o.amount,
  o.currency,
  o.ordered_at,
  c.email    AS customer_email,
  c.country
FROM parquet.`${shop}/warehouse/raw/orders` o
JOIN parquet.`${shop}/warehouse/staging/customers` c ON o.customer_id = c.customer_id
WHERE o.status = 'paid';
