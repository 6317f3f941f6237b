-- writes: marts/email_domains
-- the part after the @: computed from the e-mail, so it is still derived from it
SELECT
  customer_id,
  substring_index(email, '@', -1) AS domain
FROM parquet.`${shop}/warehouse/staging/customers`;
