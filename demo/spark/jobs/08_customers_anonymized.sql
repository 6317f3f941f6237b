-- writes: marts/customers_anonymized
-- for analysts: the e-mail only as a hash, no name, no phone
SELECT
  sha2(email, 256)          AS email_hash,
  country,
  date_trunc('MONTH', created_at) AS joined_in
FROM parquet.`${shop}/warehouse/staging/customers`;
