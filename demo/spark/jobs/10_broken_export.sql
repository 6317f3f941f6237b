-- writes: marts/phone_export
-- meant to fail: not every customer has a phone, so nothing may be derived from this run
SELECT
  customer_id,
  email,
  coalesce(phone, raise_error('customer without a phone')) AS phone
FROM parquet.`${shop}/warehouse/staging/customers`;
