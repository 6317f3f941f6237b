package dev.lily.notifications.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.AssetKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestOpenLineageNames {

  @ParameterizedTest
  @CsvSource({
    "s3://bucket, path, s3://bucket/path",
    "s3://bucket, /path, s3://bucket/path",
    "hdfs://nn:8020, /path, hdfs://nn:8020/path",
    "file, /data/shop/raw/orders, file:/data/shop/raw/orders",
    "file:/data/shop/warehouse, default.t, file:/data/shop/warehouse/default.t",
    "postgres://h:5432, db.s.t, postgres://h:5432/db.s.t",
    "food_delivery, public.menus, food_delivery/public.menus"
  })
  void datasetIsNamedByNamespaceAndName(String namespace, String name, String qualifiedName) {
    AssetKey key = OpenLineageNames.dataset(new DatasetName(namespace, name));
    assertThat(key).isEqualTo(new AssetKey("openlineage_dataset", qualifiedName));
    assertThat(OpenLineageNames.column(key, "a.b"))
        .isEqualTo(new AssetKey("openlineage_column", qualifiedName + "#a.b"));
  }

  @ParameterizedTest
  @CsvSource({
    "app.execute_insert_into_hadoop_fs_relation_command.raw_t, app: insert into raw_t",
    "app.execute_create_data_source_table_as_select_command.db_t, app: create db_t",
    "app.adaptive_spark_plan.mart_t, app: write mart_t",
    "app.append_data.t, app: append to t",
    "app.overwrite_by_expression.t, app: overwrite t",
    "app.merge_into_iceberg_table.db.t, app: merge into db.t",
    "app.collect_limit, app.collect_limit"
  })
  void sparkJobGetsAReadableName(String name, String readable) {
    Optional<JobInfo.Kind> spark =
        Optional.of(new JobInfo.Kind("BATCH", "SPARK", Optional.of("SQL_JOB")));
    assertThat(SparkJobNames.readable(job(name, spark))).isEqualTo(readable);
    assertThat(SparkJobNames.readable(job(name, Optional.empty()))).isEqualTo(name);
  }

  @Test
  void jobIsNamedByNamespaceAndName() {
    assertThat(OpenLineageNames.job(job("load", Optional.empty())))
        .isEqualTo(new AssetKey("openlineage_job", "etl/load"));
  }

  private static JobInfo job(String name, Optional<JobInfo.Kind> kind) {
    return new JobInfo("etl", name, kind, Optional.empty(), Optional.empty());
  }
}
