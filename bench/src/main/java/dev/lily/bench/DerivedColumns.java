package dev.lily.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One source column, and tables whose columns are all derived from it: those of the first table
 * from the source, those of every other from the columns of an earlier table, so that the tables
 * form a tree.
 *
 * @param naming how the tables are called
 * @param tables derived ones
 * @param columns in each of them
 * @param fanOut tables made from each table
 */
record DerivedColumns(TableNaming naming, int tables, int columns, int fanOut) {
  static final String SOURCE = "source";
  static final String SOURCE_COLUMN = "email";

  private static final String PRODUCER = "https://lily.dev/bench";
  private static final String SPEC = "https://openlineage.io/spec/";

  String tableName(int table) {
    return "t" + table;
  }

  static String columnName(int column) {
    return "c" + column;
  }

  /** The OpenLineage COMPLETE event of the job that makes a table; the same one each time. */
  JsonNode event(int table) {
    ObjectNode event =
        Json.object()
            .put("eventType", "COMPLETE")
            .put("eventTime", "2026-01-01T00:00:00Z")
            .put("producer", PRODUCER)
            .put("schemaURL", SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent");
    String job = naming.schema() + "_make_" + tableName(table);
    String runId = UUID.nameUUIDFromBytes(job.getBytes(StandardCharsets.UTF_8)).toString();
    event.putObject("run").put("runId", runId).putObject("facets");
    event.putObject("job").put("namespace", "bench").put("name", job).putObject("facets");
    event.putArray("inputs").add(table == 0 ? source() : dataset(parent(table)));
    ObjectNode output = dataset(table);
    output.withObjectProperty("facets").set("columnLineage", columnLineage(table));
    event.putArray("outputs").add(output);
    return event;
  }

  private int parent(int table) {
    return (table - 1) / fanOut;
  }

  private ObjectNode source() {
    ObjectNode source = named(SOURCE);
    field(schema(source), SOURCE_COLUMN);
    return source;
  }

  private ObjectNode dataset(int table) {
    ObjectNode dataset = named(tableName(table));
    ArrayNode fields = schema(dataset);
    for (int column = 0; column < columns; column++) {
      field(fields, columnName(column));
    }
    return dataset;
  }

  private ObjectNode columnLineage(int table) {
    ObjectNode facet = facet("1-2-0/ColumnLineageDatasetFacet.json");
    ObjectNode fields = facet.putObject("fields");
    for (int column = 0; column < columns; column++) {
      ObjectNode input = named(table == 0 ? SOURCE : tableName(parent(table)));
      input.put("field", table == 0 ? SOURCE_COLUMN : columnName(column));
      input
          .putArray("transformations")
          .addObject()
          .put("type", "DIRECT")
          .put("subtype", "IDENTITY")
          .put("description", "")
          .put("masking", false);
      fields.putObject(columnName(column)).putArray("inputFields").add(input);
    }
    return facet;
  }

  private ObjectNode named(String table) {
    return Json.object()
        .put("namespace", naming.namespace())
        .put("name", naming.datasetName(table));
  }

  private static ArrayNode schema(ObjectNode dataset) {
    ObjectNode facet = facet("1-2-0/SchemaDatasetFacet.json");
    dataset.putObject("facets").set("schema", facet);
    return facet.putArray("fields");
  }

  private static ObjectNode facet(String schema) {
    return Json.object().put("_producer", PRODUCER).put("_schemaURL", SPEC + "facets/" + schema);
  }

  private static void field(ArrayNode fields, String name) {
    fields.addObject().put("name", name).put("type", "string");
  }
}
