-- writes: raw/customers
-- landing file -> raw.customers, typed but otherwise untouched
CREATE TEMPORARY VIEW landing_customers (
  customer_id BIGINT, full_name STRING, email STRING, phone STRING, country STRING, created_at TIMESTAMP
) USING csv OPTIONS (path '${shop}/landing/customers.csv', header 'true');

SELECT customer_id, full_name, email, phone, country, created_at
FROM landing_customers;
