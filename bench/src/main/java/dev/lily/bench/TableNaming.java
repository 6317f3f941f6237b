package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How one table is called in OpenLineage, in the catalog and in Trino.
 *
 * @param namespace of the OpenLineage dataset
 * @param datasetTemplate its name, with {@code {schema}} and {@code {table}}
 * @param columnTemplate qualified name of a column asset, with {@code {namespace}}, {@code {name}}
 *     and {@code {column}}
 * @param catalog in Trino, where schema and table have the same names
 */
record TableNaming(
    String namespace,
    String datasetTemplate,
    String columnTemplate,
    String catalog,
    String schema) {

  static List<Parameter> parameters() {
    return List.of(
        new Parameter("namespace", "file", "of the OpenLineage datasets"),
        new Parameter(
            "dataset-name", "/data/shop/warehouse/{schema}/{table}", "their names in OpenLineage"),
        new Parameter("column-type", "openlineage_column", "catalog type of their columns"),
        new Parameter(
            "column-name",
            "{namespace}:{name}#{column}",
            "qualified name of a column in the catalog"),
        new Parameter("catalog", "shop", "the Trino catalog they are in"));
  }

  static TableNaming of(Parameters parameters, String schema) {
    return new TableNaming(
        parameters.text("namespace"),
        parameters.text("dataset-name"),
        parameters.text("column-name"),
        parameters.text("catalog"),
        schema);
  }

  String datasetName(String table) {
    return datasetTemplate.replace("{schema}", schema).replace("{table}", table);
  }

  String columnQualifiedName(String table, String column) {
    return columnTemplate
        .replace("{namespace}", namespace)
        .replace("{name}", datasetName(table))
        .replace("{column}", column);
  }

  /** The column as Trino names it to OPA. */
  ObjectNode trinoColumn(String table, String column) {
    ObjectNode resource = Json.object();
    resource
        .putObject("column")
        .put("catalogName", catalog)
        .put("schemaName", schema)
        .put("tableName", table)
        .put("columnName", column)
        .put("columnType", "varchar");
    return resource;
  }
}
