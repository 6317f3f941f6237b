package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Trino's question to OPA which columns of a table are to be masked for a user. */
record MaskQuestion(String user, String group) {
  private static final String BATCH = "/v1/data/trino/batchColumnMasks";
  private static final String ONE = "/v1/data/trino/columnMask";

  static MaskQuestion of(Parameters parameters) {
    return new MaskQuestion(parameters.text("reader"), parameters.text("reader-group"));
  }

  static List<Parameter> parameters() {
    return List.of(
        new Parameter("reader", "bob", "Trino user for whom the columns have to be masked"),
        new Parameter("reader-group", "analysts", "and the group of that user"));
  }

  /** Body for all columns of one derived table. */
  byte[] body(DerivedColumns derived, int table) {
    ObjectNode body = Json.object();
    var resources = action(body).putArray("filterResources");
    for (int column = 0; column < derived.columns(); column++) {
      resources.add(resource(derived, table, DerivedColumns.columnName(column)));
    }
    return Json.bytes(body);
  }

  /** Body for one column of a derived table. */
  byte[] body(DerivedColumns derived, int table, String column) {
    ObjectNode body = Json.object();
    action(body).set("resource", resource(derived, table, column));
    return Json.bytes(body);
  }

  private ObjectNode action(ObjectNode body) {
    ObjectNode input = body.putObject("input");
    ObjectNode context = input.putObject("context");
    context.putObject("identity").put("user", user).putArray("groups").add(group);
    context.putObject("softwareStack").put("trinoVersion", "476");
    return input.putObject("action").put("operation", "GetColumnMask");
  }

  private static ObjectNode resource(DerivedColumns derived, int table, String column) {
    return derived.naming().trinoColumn(derived.tableName(table), column);
  }

  /** How many of the columns asked about are to be masked. */
  static int masked(CatalogClient client, byte[] body) {
    return Json.parse(ask(client, body)).path("result").size();
  }

  static byte[] ask(CatalogClient client, byte[] body) {
    return client.post(BATCH, body);
  }

  /** Fails where the one column is not to be masked. */
  static void askOne(CatalogClient client, byte[] body) {
    if (!Json.parse(client.post(ONE, body)).at("/result/expression").isTextual()) {
      throw new BenchException("the column is not masked");
    }
  }
}
