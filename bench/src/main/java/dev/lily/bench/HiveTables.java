package dev.lily.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Made-up hive tables of one database, as Atlas v2 entities. The same prefix and number always give
 * the same table, byte for byte.
 *
 * @param database name of the hive_db, and beginning of every qualified name
 * @param columns in each table
 * @param cluster the instance of Hive that all are in
 * @param classification of every column; empty for none
 */
record HiveTables(String database, int columns, String cluster, String classification) {

  /** Tables that no engine knows, without classifications. */
  HiveTables(String database, int columns) {
    this(database, columns, "bench", "");
  }

  /** Body of {@code POST v2/entity} that creates the database. */
  JsonNode databaseBody() {
    ObjectNode entity = entity("hive_db", "-1", database + "@" + cluster, database);
    attributes(entity).put("clusterName", cluster);
    ObjectNode body = Json.object();
    body.set("entity", entity);
    return body;
  }

  /** Body of {@code POST v2/entity/bulk}: the tables from {@code first} on, with their columns. */
  JsonNode bulkBody(int first, int count) {
    ObjectNode body = Json.object();
    ObjectNode referred = body.putObject("referredEntities");
    var entities = body.putArray("entities");
    for (int i = 0; i < count; i++) {
      int guid = -1 - i * entitiesPerTable();
      entities.add(table(first + i, guid));
      for (int column = 0; column < columns; column++) {
        int columnGuid = guid - 1 - column;
        referred.set(Integer.toString(columnGuid), column(first + i, column, columnGuid, guid));
      }
    }
    return body;
  }

  int entitiesPerTable() {
    return 1 + columns;
  }

  String tableName(int number) {
    return "t" + number;
  }

  String qualifiedName(int number) {
    return database + "." + tableName(number) + "@" + cluster;
  }

  String columnName(int number) {
    return "c" + number;
  }

  String columnQualifiedName(int table, int number) {
    return database + "." + tableName(table) + "." + columnName(number) + "@" + cluster;
  }

  private ObjectNode table(int number, int guid) {
    ObjectNode table =
        entity("hive_table", Integer.toString(guid), qualifiedName(number), tableName(number));
    attributes(table).put("owner", "bench").put("description", "table " + number);
    ObjectNode relationships = table.putObject("relationshipAttributes");
    relationships
        .putObject("db")
        .put("typeName", "hive_db")
        .putObject("uniqueAttributes")
        .put("qualifiedName", database + "@" + cluster);
    var columnRefs = relationships.putArray("columns");
    for (int column = 0; column < columns; column++) {
      columnRefs.add(reference("hive_column", guid - 1 - column));
    }
    return table;
  }

  private ObjectNode column(int table, int number, int guid, int tableGuid) {
    ObjectNode column =
        entity(
            "hive_column",
            Integer.toString(guid),
            columnQualifiedName(table, number),
            columnName(number));
    attributes(column).put("type", "string").put("position", number);
    if (!classification.isEmpty()) {
      column.putArray("classifications").addObject().put("typeName", classification);
    }
    column.putObject("relationshipAttributes").set("table", reference("hive_table", tableGuid));
    return column;
  }

  private static ObjectNode entity(String type, String guid, String qualifiedName, String name) {
    ObjectNode entity = Json.object().put("typeName", type).put("guid", guid);
    entity.putObject("attributes").put("qualifiedName", qualifiedName).put("name", name);
    return entity;
  }

  private static ObjectNode attributes(ObjectNode entity) {
    return entity.withObjectProperty("attributes");
  }

  private static ObjectNode reference(String type, int guid) {
    return Json.object().put("typeName", type).put("guid", Integer.toString(guid));
  }
}
