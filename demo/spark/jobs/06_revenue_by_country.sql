-- writes: marts/revenue_by_country
-- figures only: e-mails are counted, never shown
SELECT
  country,
  currency,
  sum(amount)                    AS revenue,
  count(DISTINCT customer_email) AS buyers
FROM parquet.`${shop}/warehouse/staging/orders_enriched`
GROUP BY country, currency;
