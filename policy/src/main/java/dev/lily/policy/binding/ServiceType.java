package dev.lily.policy.binding;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * A kind of engine; the names are those of Apache Ranger's service definitions, and for PostgreSQL,
 * which has none, of our own. Spark (with Kyuubi's plug-in) and Impala are of the type {@code
 * hive}.
 */
public enum ServiceType {
  TRINO("trino", "select", "catalog", "schema", "table", "column"),
  HIVE("hive", "select", "database", "table", "column"),
  POSTGRESQL("postgresql", "select", "database", "schema", "table", "column"),
  PRESTO("presto", "select", "catalog", "schema", "table", "column"),
  KUDU("kudu", "select", "database", "table", "column"),
  HBASE("hbase", "read", "table", "column-family", "column"),
  NESTEDSTRUCTURE("nestedstructure", "read", "schema", "field"),
  HDFS("hdfs", "read", "path"),
  OZONE("ozone", "read", "volume", "bucket", "key"),
  ABFS("abfs", "read", "storageaccount", "container", "relativepath"),
  WASB("wasb", "read", "storageaccount", "container", "relativepath"),
  KAFKA("kafka", "consume", "topic"),
  SCHEMA_REGISTRY(
      "schema-registry",
      "read",
      "schema-group",
      "schema-metadata",
      "schema-branch",
      "schema-version"),
  SOLR("solr", "query", "collection"),
  ELASTICSEARCH("elasticsearch", "read", "index"),
  KYLIN("kylin", "QUERY", "project"),
  POLARIS("polaris", "table-data-read", "root", "catalog", "namespace", "table"),
  ATLAS("atlas", "entity-read", "entity-type", "entity-classification", "entity"),
  KNOX("knox", "allow", "topology", "service"),
  KMS("kms", "get", "keyname"),
  YARN("yarn", "submit-app", "queue"),
  STORM("storm", "getTopology", "topology"),
  NIFI("nifi", "READ", "nifi-resource"),
  NIFI_REGISTRY("nifi-registry", "READ", "nifi-registry-resource"),
  SQOOP("sqoop", "READ", "link");

  private final String rangerName;
  private final String reading;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> elements;

  ServiceType(String rangerName, String reading, String... elements) {
    this.rangerName = rangerName;
    this.reading = reading;
    this.elements = List.of(elements);
  }

  /** What data is addressed by, outermost first, down to the column where there are columns. */
  public List<String> elements() {
    return elements;
  }

  /** The access type that lets one see the data. */
  public String reading() {
    return reading;
  }

  @JsonValue
  public String rangerName() {
    return rangerName;
  }

  @Override
  public String toString() {
    return rangerName;
  }
}
