-- writes: raw/orders
-- landing file -> raw.orders
CREATE TEMPORARY VIEW landing_orders (
  order_id BIGINT, customer_id BIGINT, amount DECIMAL(12, 2), currency STRING, status STRING, ordered_at TIMESTAMP
) USING csv OPTIONS (path '${shop}/landing/orders.csv', header 'true');

SELECT order_id, customer_id, amount, currency, status, ordered_at
FROM landing_orders;
