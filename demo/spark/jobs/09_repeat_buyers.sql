-- writes: marts/repeat_buyers
-- the e-mail decides which rows are counted, and no column holds it
SELECT
  c.customer_id,
  count(o.order_id) AS orders
FROM parquet.`${shop}/warehouse/staging/customers` c
JOIN parquet.`${shop}/warehouse/staging/orders_enriched` o ON c.email = o.customer_email
WHERE c.email LIKE '%@%'
GROUP BY c.customer_id
HAVING count(o.order_id) > 1;
