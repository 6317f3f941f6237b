package dev.lily.policy.binding;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The mapping rules of the common asset models. */
public final class Mappings {
  private Mappings() {}

  /** Assets of the trino model of one instance, {@code cat.sch.tbl.col@instance}. */
  public static List<MappingRule> trino(String instance) {
    Map<String, String> fixed = Map.of("instance", instance);
    return List.of(
        new MappingRule("trino_catalog", "{catalog}@{instance}", fixed),
        new MappingRule("trino_schema", "{catalog}.{schema}@{instance}", fixed),
        new MappingRule("trino_table", "{catalog}.{schema}.{table}@{instance}", fixed),
        new MappingRule("trino_column", "{catalog}.{schema}.{table}.{column}@{instance}", fixed));
  }

  /** Assets of the hive model of one cluster, {@code db.tbl.col@cluster}, as Hive sees them. */
  public static List<MappingRule> hive(String cluster) {
    return hive("database", Map.of("cluster", cluster));
  }

  /** Assets of the hive model of one cluster, as a Trino sees them in a catalog. */
  public static List<MappingRule> hiveInTrino(String cluster, String catalog) {
    return hive("schema", Map.of("cluster", cluster, "catalog", catalog));
  }

  /** Assets of the rdbms model of one instance, {@code db.sch.tbl.col@instance}. */
  public static List<MappingRule> rdbms(String instance) {
    Map<String, String> fixed = Map.of("instance", instance);
    return List.of(
        new MappingRule("rdbms_db", "{database}@{instance}", fixed),
        new MappingRule("rdbms_table", "{database}.{schema}.{table}@{instance}", fixed),
        new MappingRule("rdbms_column", "{database}.{schema}.{table}.{column}@{instance}", fixed));
  }

  /**
   * Datasets of OpenLineage and their fields.
   *
   * @param datasetType the type of the dataset assets
   * @param fieldType the type of the field assets, whose names are {@code dataset#field}
   * @param namespace the OpenLineage namespace, such as {@code file} or {@code trino://host:8080}
   * @param name the OpenLineage name with variables, such as {@code /data/shop/{schema}/{table}} or
   *     {@code {catalog}.{schema}.{table}}
   */
  public static List<MappingRule> openLineage(
      String datasetType,
      String fieldType,
      String namespace,
      String name,
      Map<String, String> fixed) {
    String dataset = openLineageName(namespace, name);
    return List.of(
        new MappingRule(datasetType, dataset, fixed),
        new MappingRule(fieldType, dataset + "#{column}", fixed));
  }

  /** The qualifiedName of a dataset: namespace and name joined by a slash, or by a colon. */
  static String openLineageName(String namespace, String name) {
    return namespace + (name.startsWith("/") ? ":" : "/") + name;
  }

  private static List<MappingRule> hive(String database, Map<String, String> fixed) {
    String prefix = "{" + database + "}";
    return Stream.of(
            Map.entry("hive_db", prefix + "@{cluster}"),
            Map.entry("hive_table", prefix + ".{table}@{cluster}"),
            Map.entry("hive_column", prefix + ".{table}.{column}@{cluster}"))
        .map(rule -> new MappingRule(rule.getKey(), rule.getValue(), fixed))
        .toList();
  }
}
