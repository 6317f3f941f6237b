package dev.lily.notifications.openlineage;

import dev.lily.graph.asset.AssetKey;

/**
 * How OpenLineage names become keys of the catalog. This is the only place that knows.
 *
 * <table>
 * <caption>Examples</caption>
 * <tr><th>OpenLineage</th><th>qualifiedName</th></tr>
 * <tr><td>{@code s3://bucket} + {@code path}</td><td>{@code s3://bucket/path}</td></tr>
 * <tr><td>{@code s3://bucket} + {@code /path}</td><td>{@code s3://bucket/path}</td></tr>
 * <tr><td>{@code file} + {@code /data/orders}</td><td>{@code file:/data/orders}</td></tr>
 * <tr><td>{@code postgres://h:5432} + {@code db.s.t}</td>
 *     <td>{@code postgres://h:5432/db.s.t}</td></tr>
 * <tr><td>field {@code a.b} of it</td><td>{@code postgres://h:5432/db.s.t#a.b}</td></tr>
 * <tr><td>job {@code etl} + {@code load}</td><td>{@code etl/load}</td></tr>
 * </table>
 *
 * Producers disagree on whether an object's path in a bucket starts with a slash: both spellings
 * are the same object here.
 */
public final class OpenLineageNames {
  public static final String DATASET = "openlineage_dataset";
  public static final String COLUMN = "openlineage_column";
  public static final String JOB = "openlineage_job";
  public static final String DATASET_COLUMNS = "openlineage_dataset_columns";
  public static final String COLUMN_LINEAGE = "column_lineage";

  private OpenLineageNames() {}

  /** {@code namespace/name}; where the name is an absolute path {@code namespace:name}. */
  public static AssetKey dataset(DatasetName dataset) {
    return new AssetKey(DATASET, dataset.namespace() + separator(dataset) + dataset.name());
  }

  private static String separator(DatasetName dataset) {
    if (!dataset.name().startsWith("/")) {
      return dataset.namespace().endsWith("/") ? "" : "/";
    }
    return dataset.namespace().contains("://") ? "" : ":";
  }

  /** {@code dataset#field}. */
  public static AssetKey column(AssetKey dataset, String path) {
    return new AssetKey(COLUMN, dataset.qualifiedName() + "#" + path);
  }

  /** {@code namespace/name}. */
  public static AssetKey job(JobInfo job) {
    return new AssetKey(JOB, job.namespace() + "/" + job.name());
  }
}
