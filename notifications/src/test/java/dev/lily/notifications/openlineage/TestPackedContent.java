package dev.lily.notifications.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.notifications.openlineage.ColumnLineage.Source;
import dev.lily.notifications.openlineage.ColumnLineage.Transformation;
import dev.lily.notifications.openlineage.DatasetInfo.Description;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestPackedContent {
  private static final DatasetName NAME = new DatasetName("db", "größe");
  private static final Description PLAIN =
      new Description(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @Test
  void nothingIsLost() {
    Transformation masking = new Transformation("INDIRECT", "FILTER", "\"x\" < 1", true);
    Source source = new Source(NAME, "a", List.of(masking, Transformation.UNSPECIFIED));
    DatasetInfo full =
        new DatasetInfo(
            NAME,
            List.of(
                new SchemaField("a", Optional.of("text"), 1, Optional.of("the first")),
                new SchemaField("a.b", Optional.empty(), 7, Optional.empty())),
            Optional.of(new ColumnLineage(Map.of("a", List.of(source)), List.of(source))),
            List.of(new DatasetName("s3://lake", "b")),
            Optional.of(new Lifecycle(Lifecycle.Change.RENAME, Optional.of(NAME))),
            new Description(
                Optional.of("TABLE"), Optional.of("u"), Optional.of("s"), Optional.of("t")));
    DatasetInfo plain = dataset(List.of());
    JobInfo job =
        new JobInfo(
            "etl",
            "load",
            Optional.of(new JobInfo.Kind("BATCH", "SPARK", Optional.of("SQL_JOB"))),
            Optional.of("select 1"),
            Optional.empty());
    RunContent content = new RunContent(job, List.of(full, plain), List.of(full));
    assertThat(PackedContent.of(content).content()).isEqualTo(content);
  }

  @Test
  void namesThatRepeatTakeLittle() {
    List<SchemaField> fields =
        IntStream.range(0, 10_000)
            .mapToObj(n -> new SchemaField("column_" + n, Optional.of("text"), n, Optional.empty()))
            .toList();
    JobInfo job = new JobInfo("etl", "load", Optional.empty(), Optional.empty(), Optional.empty());
    RunContent content = new RunContent(job, List.of(), List.of(dataset(fields)));
    assertThat(PackedContent.of(content).size()).isLessThan(10_000 * 16);
    assertThat(content.bytes()).isGreaterThan(10_000 * 200);
  }

  private static DatasetInfo dataset(List<SchemaField> fields) {
    return new DatasetInfo(NAME, fields, Optional.empty(), List.of(), Optional.empty(), PLAIN);
  }
}
