package dev.lily.policy.opa;

import dev.lily.policy.EngineResource;
import java.util.List;
import java.util.Optional;

/** Resources of Trino's OPA requests as resources of policies. */
final class TrinoResources {
  private static final String EVERY = "*";

  private TrinoResources() {}

  /** The resource of the operation; for columns the table. */
  static EngineResource of(TrinoOperation.Kind kind, Optional<OpaNode> given, OpaNode action) {
    return switch (kind) {
      case QUERY -> EngineResource.of("queryid", EVERY);
      case SYSTEM_INFORMATION -> EngineResource.of("sysinfo", EVERY);
      case USER -> EngineResource.of("trinouser", require(given, action, "user").text("user"));
      case SYSTEM_PROPERTY ->
          EngineResource.of(
              "systemproperty", require(given, action, "systemSessionProperty").text("name"));
      case CATALOG_PROPERTY -> catalogProperty(require(given, action, "catalogSessionProperty"));
      case CATALOG -> EngineResource.of("catalog", require(given, action, "catalog").text("name"));
      case SCHEMA -> schema(require(given, action, "schema"));
      case TABLE, COLUMNS -> table(require(given, action, "table"));
      case FUNCTION -> function(require(given, action, "function"), "schemafunction");
      case PROCEDURE -> function(require(given, action, "function"), "procedure");
      case UNKNOWN -> unknown(given);
    };
  }

  static List<String> columns(OpaNode resource) {
    return resource.at("table").texts("columns");
  }

  static EngineResource tableOfColumn(OpaNode column) {
    return table(column);
  }

  private static OpaNode require(Optional<OpaNode> given, OpaNode action, String field) {
    return given.orElseGet(() -> action.object("resource")).object(field);
  }

  private static EngineResource schema(OpaNode schema) {
    return EngineResource.of(
        "catalog", schema.text("catalogName"), "schema", schema.text("schemaName"));
  }

  private static EngineResource table(OpaNode table) {
    return schema(table).child("table", table.text("tableName"));
  }

  private static EngineResource catalogProperty(OpaNode property) {
    return EngineResource.of(
        "catalog", property.text("catalogName"), "sessionproperty", property.text("propertyName"));
  }

  private static EngineResource function(OpaNode function, String element) {
    return schema(function.object("catalogSchema")).child(element, function.text("functionName"));
  }

  private static EngineResource unknown(Optional<OpaNode> given) {
    if (given.isPresent()) {
      OpaNode resource = given.get();
      for (String field : List.of("table", "schema", "catalog")) {
        if (resource.optional(field).isPresent()) {
          OpaNode named = resource.object(field);
          return switch (field) {
            case "table" -> table(named);
            case "schema" -> schema(named);
            default -> EngineResource.of("catalog", named.text("name"));
          };
        }
      }
    }
    return EngineResource.of("sysinfo", EVERY);
  }
}
