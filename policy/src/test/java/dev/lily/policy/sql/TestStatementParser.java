package dev.lily.policy.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.policy.binding.ServiceType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestStatementParser {
  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "shop.marts.customers", List.of("id", "email", "name", "country"),
          "shop.marts.orders", List.of("id", "customer", "total", "items"),
          "shop.marts.payments", List.of("order_id", "iban"));

  private static final StatementParser TRINO = parser(ServiceType.TRINO);

  private static StatementParser parser(ServiceType type) {
    return new StatementParser(
        type,
        Map.of("catalog", "shop", "schema", "Marts", "database", "shop"),
        table -> new LinkedHashSet<>(COLUMNS.getOrDefault(table.toString(), List.of())));
  }

  /** The uses in one line, the unclear after a question mark. */
  private static String read(StatementParser parser, String sql) {
    StatementUse use = parser.read(sql);
    String unclear =
        use.unclear().stream().map(one -> " ?" + one.what()).collect(Collectors.joining());
    return use.uses().stream()
            .map(
                one ->
                    one.operation()
                        + " "
                        + one.table().leafValue()
                        + one.columns().stream().sorted().toList().toString().replace(", ", " "))
            .collect(Collectors.joining("; "))
        + unclear;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT email FROM customers | SELECT customers[email]",
        "SELECT * FROM customers | SELECT customers[country email id name]",
        "SELECT count(*) FROM customers | SELECT customers[]",
        "SELECT c.\"EMAIL\" FROM Shop.Marts.Customers c WHERE c.id = 1 | SELECT customers[email"
            + " id]",
        "SELECT marts.customers.email FROM customers | SELECT customers[email]",
        "SELECT email, total FROM customers c JOIN orders o ON c.id = o.customer"
            + " | SELECT customers[email id]; SELECT orders[customer total]",
        "SELECT o.* FROM customers c, orders o WHERE name = 'x'"
            + " | SELECT customers[name]; SELECT orders[customer id items total]",
        "SELECT id FROM customers, orders | SELECT customers[]; SELECT orders[] ?id",
        "SELECT id FROM customers JOIN orders USING (id) | SELECT customers[id]; SELECT orders[id]",
        "SELECT id FROM customers NATURAL JOIN orders | SELECT customers[id]; SELECT orders[id]",
        "WITH big AS (SELECT customer, total AS t FROM orders) SELECT customer FROM big WHERE t > 3"
            + " | SELECT orders[customer total]",
        "WITH customers AS (SELECT id FROM customers) SELECT * FROM customers"
            + " | SELECT customers[id]",
        "WITH RECURSIVE r(n) AS (SELECT id FROM orders UNION ALL SELECT n + 1 FROM r) SELECT n FROM"
            + " r | SELECT orders[id]",
        "SELECT x.email FROM (SELECT * FROM customers) x | SELECT customers[country email id name]",
        "SELECT name FROM customers WHERE EXISTS (SELECT 1 FROM orders WHERE customer = email)"
            + " | SELECT customers[email name]; SELECT orders[customer]",
        "SELECT name FROM customers WHERE id IN (SELECT customer FROM orders)"
            + " | SELECT customers[id name]; SELECT orders[customer]",
        "SELECT name FROM customers WHERE id > ALL (SELECT total FROM orders)"
            + " | SELECT customers[id name]; SELECT orders[total]",
        "SELECT (SELECT max(total) FROM orders WHERE customer = c.id) FROM customers c"
            + " | SELECT customers[id]; SELECT orders[customer total]",
        "SELECT email FROM customers UNION SELECT iban FROM payments ORDER BY email"
            + " | SELECT customers[email]; SELECT payments[iban]",
        "SELECT upper(name) AS email FROM customers ORDER BY email | SELECT customers[name]",
        "SELECT country, count(*) FROM customers GROUP BY country HAVING max(email) > 'a'"
            + " | SELECT customers[country email]",
        "SELECT sum(total) OVER (PARTITION BY customer ORDER BY id) FROM orders"
            + " | SELECT orders[customer id total]",
        "SELECT CASE WHEN country = 'DE' THEN email ELSE cast(id AS varchar) END FROM customers"
            + " | SELECT customers[country email id]",
        "SELECT transform(items, i -> i + total) FROM orders | SELECT orders[items total]",
        "SELECT item FROM orders CROSS JOIN UNNEST(items) AS u(item) | SELECT orders[items]",
        "SELECT o.items.sku FROM orders o | SELECT orders[items]",
        "SELECT brand_new FROM customers | SELECT customers[brand_new]",
        "SELECT a FROM unheard | SELECT unheard[a]",
        "SELECT * FROM unheard | SELECT unheard[] ?unheard.*",
        "SELECT email, b FROM customers, unheard | SELECT customers[email]; SELECT unheard[b]",
        "SELECT a FROM unheard, neither | SELECT unheard[]; SELECT neither[] ?a",
        "SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM unheard WHERE total = 1)"
            + " | SELECT orders[id]; SELECT unheard[] ?total",
        "SELECT z.email FROM customers | SELECT customers[] ?z.email",
        "SELECT current_date, true FROM customers, orders | SELECT customers[]; SELECT orders[]",
        "VALUES (1, 2) | ``",
        "EXPLAIN SELECT email FROM customers | SELECT customers[email]",
        "INSERT INTO payments (iban) SELECT email FROM customers"
            + " | INSERT payments[]; SELECT customers[email]",
        "INSERT INTO payments VALUES (1, 'x') | INSERT payments[]",
        "CREATE TABLE copy AS SELECT id FROM orders | CREATE copy[]; SELECT orders[id]",
        "CREATE VIEW v AS SELECT id FROM orders | CREATE v[]; SELECT orders[id]",
        "DELETE FROM orders WHERE total < 3 | DELETE orders[]; SELECT orders[total]",
        "UPDATE orders SET total = total + 1 WHERE customer = 4"
            + " | UPDATE orders[]; SELECT orders[customer total]",
        "MERGE INTO orders o USING customers c ON o.customer = c.id"
            + " WHEN MATCHED THEN UPDATE SET total = 0"
            + " WHEN NOT MATCHED THEN INSERT (customer) VALUES (c.country)"
            + " | SELECT orders[customer]; SELECT customers[country id]; UPDATE orders[];"
            + " INSERT orders[]",
        "TRUNCATE TABLE orders | TRUNCATE orders[]",
        "DROP TABLE orders | DROP orders[]",
      })
  void collectsTablesAndColumns(String sql, String expected) {
    assertThat(Set.of(read(TRINO, sql).split("(?<=\\]);? ")))
        .as(sql)
        .isEqualTo(Set.of(expected.split("(?<=\\]);? ")));
  }

  @Test
  void otherDialectsAreRead() {
    assertThat(
            read(
                parser(ServiceType.HIVE),
                "SELECT `o`.`id`, item FROM marts.orders o LATERAL VIEW explode(items) t AS item"))
        .isEqualTo("SELECT orders[id items]");
    assertThat(
            read(
                parser(ServiceType.POSTGRESQL),
                "INSERT INTO payments AS p (order_id) VALUES (1) ON CONFLICT (order_id)"
                    + " DO UPDATE SET iban = excluded.iban WHERE p.order_id > 3 RETURNING iban"))
        .contains("INSERT payments", "UPDATE payments", "SELECT payments[iban order_id]");
  }

  @Test
  void whatDoesNotParseIsRefusedWithItsPlace() {
    refused("SELECT email\nFROM customers WHERE", "line 2, column");
    refused("SELEC email FROM customers", "line 1, column 1: 'SELEC'");
    refused("SELECT 1; DROP TABLE orders", "sql: ");
    refused(" ", "sql: one statement");
    refused("SELECT 'x", "sql: ");
    refused("GRANT SELECT ON orders TO bob", "not Grant");
    refused("SELECT 1 FROM a.b.c.d", "more parts");
    refused("SELECT '" + "x".repeat(StatementParser.CHARACTERS) + "'", "at most");
    StatementParser nowhere = new StatementParser(ServiceType.TRINO, Map.of(), table -> Set.of());
    assertThatThrownBy(() -> nowhere.read("SELECT 1 FROM t")).hasMessageContaining("catalog: ");
    assertThatThrownBy(() -> new StatementParser(ServiceType.KAFKA, Map.of(), table -> Set.of()))
        .hasMessageContaining("not kafka");
  }

  private static void refused(String sql, String message) {
    assertThatThrownBy(() -> TRINO.read(sql)).as(sql).hasMessageContaining(message);
  }

  @Test
  void longStatementsAreRead() {
    String sum = "SELECT 1" + " + total".repeat(5_000) + " FROM orders";
    assertThat(read(TRINO, sum)).isEqualTo("SELECT orders[total]");
    refused("SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000), "sql: ");
  }
}
