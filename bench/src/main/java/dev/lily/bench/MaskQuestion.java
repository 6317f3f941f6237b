package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Trino's question to OPA which columns of a table are to be masked for a user. */
record MaskQuestion(String user, String group) {
  private static final String PATH = "/v1/data/trino/batchColumnMasks";

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
    ObjectNode input = body.putObject("input");
    ObjectNode context = input.putObject("context");
    context.putObject("identity").put("user", user).putArray("groups").add(group);
    context.putObject("softwareStack").put("trinoVersion", "476");
    ObjectNode action = input.putObject("action").put("operation", "GetColumnMask");
    var resources = action.putArray("filterResources");
    for (int column = 0; column < derived.columns(); column++) {
      resources.add(
          derived
              .naming()
              .trinoColumn(derived.tableName(table), DerivedColumns.columnName(column)));
    }
    return Json.bytes(body);
  }

  /** How many of the columns asked about are to be masked. */
  static int masked(CatalogClient client, byte[] body) {
    return Json.parse(ask(client, body)).path("result").size();
  }

  static byte[] ask(CatalogClient client, byte[] body) {
    return client.post(PATH, body);
  }
}
