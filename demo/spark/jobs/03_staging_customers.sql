-- writes: staging/customers
-- one clean row per customer; the e-mail stays an e-mail
SELECT
  customer_id,
  trim(full_name)     AS full_name,
  lower(trim(email))  AS email,
  phone,
  upper(country)      AS country,
  created_at
FROM parquet.`${shop}/warehouse/raw/customers`;
