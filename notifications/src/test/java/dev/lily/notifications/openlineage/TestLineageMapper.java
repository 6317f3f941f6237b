package dev.lily.notifications.openlineage;

import static dev.lily.notifications.openlineage.EventText.RUN_1;
import static dev.lily.notifications.openlineage.EventText.RUN_2;
import static dev.lily.notifications.openlineage.EventText.dataset;
import static dev.lily.notifications.openlineage.EventText.json;
import static dev.lily.notifications.openlineage.EventText.lifecycle;
import static dev.lily.notifications.openlineage.EventText.lineage;
import static dev.lily.notifications.openlineage.EventText.run;
import static dev.lily.notifications.openlineage.EventText.schema;
import static dev.lily.notifications.openlineage.EventText.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Guid;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestLineageMapper {
  private static final String DATASET = OpenLineageNames.DATASET;
  private static final String COLUMN = OpenLineageNames.COLUMN;
  private static final String JOB = OpenLineageNames.JOB;

  private final Ingestion ingestion = new Ingestion();

  @Test
  void edgeOfTwoJobsCarriesWhatBothDo() {
    complete(RUN_1, 1, "one", "t", lineage("x=s.a"));
    complete(RUN_2, 2, "two", "t", lineage("x=s.a"));
    assertThat(ingestion.columnEdges())
        .containsExactly(
            "db/s#a -> db/t#x: DIRECT IDENTITY by etl/one, DIRECT IDENTITY by etl/two");
    complete(runId(3), 3, "one", "t", lineage("x=s.b"));
    assertThat(ingestion.columnEdges())
        .containsExactly(
            "db/s#a -> db/t#x: DIRECT IDENTITY by etl/two",
            "db/s#b -> db/t#x: DIRECT IDENTITY by etl/one");
    complete(runId(4), 4, "two", "t", lineage("y=s.a"));
    assertThat(ingestion.columnEdges())
        .containsExactly(
            "db/s#a -> db/t#y: DIRECT IDENTITY by etl/two",
            "db/s#b -> db/t#x: DIRECT IDENTITY by etl/one");
  }

  @Test
  void edgesStayWhereARunSaysNothingOfColumns() {
    complete(RUN_1, 1, "one", "t", lineage("x=s.a"));
    complete(RUN_2, 2, "one", "t", schema("x"));
    assertThat(ingestion.columnEdges()).hasSize(1);
  }

  @Test
  void sourcesOfTheDatasetAsAWholeMakeItAnInputAndNoColumnEdges() {
    complete(
        RUN_1,
        1,
        "one",
        "t",
        "'columnLineage':{'fields':{},'dataset':[{'namespace':'db','name':'s','field':'f',"
            + "'transformations':[{'type':'INDIRECT','subtype':'FILTER'}]}]}");
    assertThat(ingestion.columnEdges()).isEmpty();
    assertThat(ingestion.names(COLUMN)).isEmpty();
    assertThat(ingestion.tableEdges()).containsExactly("[one] -> db/t", "db/s -> [one]");
  }

  @Test
  void columnDerivedFromItselfHasNoEdge() {
    complete(RUN_1, 1, "one", "t", lineage("x=t.x", "y=t.x"));
    assertThat(ingestion.columnEdges())
        .containsExactly("db/t#x -> db/t#y: DIRECT IDENTITY by etl/one");
    assertThat(ingestion.tableEdges()).containsExactly("[one] -> db/t");
  }

  @Test
  void lastCompleteRunTellsWhatAJobDoes() {
    ingestion.send(run("COMPLETE", RUN_2, 5, "one").input("a", "").output("t", "").toString());
    ingestion.send(run("COMPLETE", RUN_1, 4, "one").input("b", "").output("t", "").toString());
    assertThat(ingestion.tableEdges()).containsExactly("[one] -> db/t", "db/a -> [one]");
    ingestion.send(run("COMPLETE", runId(3), 6, "one").input("b", "").output("t", "").toString());
    assertThat(ingestion.tableEdges()).containsExactly("[one] -> db/t", "db/b -> [one]");
  }

  @Test
  void stateOfAKnownJobIsKept() {
    ingestion.send(run("FAIL", RUN_1, 1, "one").output("t", "").toString());
    assertThat(ingestion.catalog.changes()).isZero();
    complete(RUN_2, 2, "one", "t", "");
    assertThat(lastRun("one")).isEqualTo(RUN_2 + " COMPLETE");
    ingestion.send(run("START", runId(3), 3, "one").toString());
    assertThat(lastRun("one")).isEqualTo(runId(3) + " START");
    ingestion.send(run("FAIL", runId(3), 4, "one").output("u", "").toString());
    assertThat(lastRun("one")).isEqualTo(runId(3) + " FAIL");
    ingestion.send(run("START", RUN_2, 1, "one").toString());
    assertThat(lastRun("one")).isEqualTo(runId(3) + " FAIL");
    assertThat(ingestion.names(DATASET)).containsExactly("db/t");
  }

  @Test
  void failureOfAKnownJobOutlivesARestart() {
    complete(RUN_1, 1, "one", "t", "");
    ingestion.send(run("FAIL", RUN_2, 2, "one").toString());
    new Ingestion(ingestion.catalog)
        .send(run("COMPLETE", RUN_2, 3, "one").output("u", "").toString());
    assertThat(ingestion.names(DATASET)).containsExactly("db/t");
  }

  @Test
  void overwrittenDatasetLosesTheColumnsItNoLongerHas() {
    complete(RUN_1, 1, "one", "t", lifecycle("CREATE") + "," + schema("x", "y"));
    complete(RUN_2, 2, "one", "t", schema("x"));
    assertThat(ingestion.names(COLUMN)).containsExactly("db/t#x", "db/t#y");
    complete(runId(3), 3, "one", "t", lifecycle("OVERWRITE") + "," + schema("x", "z"));
    assertThat(ingestion.names(COLUMN)).containsExactly("db/t#x", "db/t#z");
    assertThat(ingestion.asset(DATASET, "db/t").attributes())
        .containsEntry("lifecycleState", "OVERWRITE");
    complete(runId(4), 4, "one", "t", lifecycle("TRUNCATE") + "," + schema("x"));
    assertThat(ingestion.names(COLUMN)).containsExactly("db/t#x", "db/t#z");
  }

  @Test
  void overwritingFromAColumnThatVanishesDrawsNoEdge() {
    complete(RUN_1, 1, "one", "t", schema("x"));
    complete(
        RUN_2, 2, "one", "t", lifecycle("OVERWRITE") + "," + schema("y") + "," + lineage("y=t.x"));
    assertThat(ingestion.names(COLUMN)).containsExactly("db/t#y");
    assertThat(ingestion.columnEdges()).isEmpty();
  }

  @Test
  void droppedDatasetIsDeletedWithItsColumns() {
    complete(RUN_1, 1, "one", "t", schema("x"));
    complete(RUN_2, 2, "dropper", "t", lifecycle("DROP"));
    complete(runId(3), 3, "dropper", "unknown", lifecycle("DROP"));
    assertThat(ingestion.names(DATASET)).isEmpty();
    assertThat(ingestion.names(COLUMN)).isEmpty();
    assertThat(ingestion.names(JOB)).containsExactly("etl/one");
    complete(runId(4), 4, "one", "t", schema("x"));
    assertThat(ingestion.names(COLUMN)).containsExactly("db/t#x");
  }

  @Test
  void renamedDatasetIsTheSameAsset() {
    complete(RUN_1, 1, "one", "old", lineage("x=s.a") + "," + schema("x"));
    Guid table = ingestion.asset(DATASET, "db/old").guid();
    Guid column = ingestion.asset(COLUMN, "db/old#x").guid();
    String rename =
        "'lifecycleStateChange':{'lifecycleStateChange':'RENAME','previousIdentifier':"
            + "{'namespace':'db','name':'old'}}";
    for (String runId : List.of(RUN_2, runId(3))) {
      complete(runId, 2, "two", "new", rename + "," + schema("x", "y"));
      assertThat(ingestion.names(DATASET)).containsExactly("db/new", "db/s");
      assertThat(ingestion.names(COLUMN)).containsExactly("db/new#x", "db/new#y", "db/s#a");
    }
    assertThat(ingestion.asset(DATASET, "db/new").guid()).isEqualTo(table);
    assertThat(ingestion.asset(COLUMN, "db/new#x").guid()).isEqualTo(column);
    assertThat(ingestion.asset(DATASET, "db/new").attributes()).containsEntry("name", "new");
    assertThat(ingestion.columnEdges())
        .containsExactly("db/s#a -> db/new#x: DIRECT IDENTITY by etl/one");
  }

  @Test
  void aDatasetMadeUnderTheNameOfARenamedOneIsAnother() {
    complete(RUN_1, 1, "one", "old", schema("x"));
    Guid renamed = ingestion.asset(DATASET, "db/old").guid();
    String rename =
        "'lifecycleStateChange':{'lifecycleStateChange':'RENAME','previousIdentifier':"
            + "{'namespace':'db','name':'old'}}";
    complete(RUN_2, 2, "two", "new", rename + "," + schema("x"));

    complete(runId(3), 3, "one", "old", schema("z"));

    assertThat(ingestion.names(DATASET)).containsExactly("db/new", "db/old");
    assertThat(ingestion.names(COLUMN)).containsExactly("db/new#x", "db/old#z");
    assertThat(ingestion.asset(DATASET, "db/new").guid()).isEqualTo(renamed);
    assertThat(ingestion.asset(DATASET, "db/old").guid()).isNotEqualTo(renamed);
  }

  @Test
  void renamingOverAnExistingDatasetDeletesTheOldName() {
    complete(RUN_1, 1, "one", "old", schema("x"));
    complete(RUN_2, 2, "two", "new", schema("y"));
    complete(
        runId(3),
        3,
        "three",
        "new",
        "'lifecycleStateChange':{'lifecycleStateChange':'RENAME','previousIdentifier':"
            + "{'namespace':'db','name':'old'}}");
    assertThat(ingestion.names(DATASET)).containsExactly("db/new");
    assertThat(ingestion.names(COLUMN)).containsExactly("db/new#y");
  }

  @Test
  void symlinkedNamesLeadToOneAsset() {
    complete(RUN_1, 1, "one", "path", symlink("table") + "," + schema("x"));
    ingestion.send(
        run("COMPLETE", RUN_2, 2, "two")
            .input("table", schema("x"))
            .output("t", lineage("y=table.x"))
            .toString());
    assertThat(ingestion.names(DATASET)).containsExactly("db/path", "db/t");
    assertThat(ingestion.tableEdges())
        .containsExactly("[one] -> db/path", "[two] -> db/t", "db/path -> [two]");
    assertThat(ingestion.columnEdges())
        .containsExactly("db/path#x -> db/t#y: DIRECT IDENTITY by etl/two");
    assertThat(ingestion.asset(DATASET, "db/path").attributes())
        .containsEntry("symlinks", List.of("db/table"))
        .containsEntry("name", "path");
  }

  @Test
  void datasetKeepsTheNameItWasFirstSeenUnder() {
    ingestion.send(
        run("COMPLETE", RUN_1, 1, "reader").input("table", "").output("t", "").toString());
    Guid table = ingestion.asset(DATASET, "db/table").guid();
    complete(RUN_2, 2, "writer", "path", symlink("table") + "," + schema("x"));
    assertThat(ingestion.names(DATASET)).containsExactly("db/t", "db/table");
    assertThat(ingestion.asset(DATASET, "db/path").guid()).isEqualTo(table);
    assertThat(ingestion.asset(DATASET, "db/path").attributes())
        .containsEntry("name", "table")
        .containsEntry("symlinks", List.of("db/path"));
    assertThat(ingestion.names(COLUMN)).containsExactly("db/table#x");
    complete(runId(3), 3, "dropper", "path", lifecycle("DROP"));
    assertThat(ingestion.names(DATASET)).containsExactly("db/t");
  }

  @Test
  void twoAssetsThatTurnOutToBeOneBothStay() {
    complete(RUN_1, 1, "one", "path", schema("x"));
    complete(RUN_2, 2, "two", "table", schema("x"));
    complete(runId(3), 3, "one", "path", symlink("table") + "," + schema("x"));
    assertThat(ingestion.names(DATASET)).containsExactly("db/path", "db/table");
  }

  @Test
  void staticEventsDescribeDatasetsAndJobs() {
    ingestion.send(
        json(
            "{'eventTime':'2026-11-22T12:00:00Z','dataset':"
                + dataset(
                    "view",
                    schema("v")
                        + ","
                        + lineage("v=t.x")
                        + ",'documentation':{'description':'A view.'},"
                        + "'datasetType':{'datasetType':'VIEW'},"
                        + "'dataSource':{'name':'pg','uri':'postgres://h'}")
                + "}"));
    ingestion.send(
        json(
            "{'eventTime':'2026-11-22T12:00:00Z','job':{'namespace':'etl','name':'declared'},"
                + "'inputs':["
                + dataset("view", "")
                + "]}"));
    ingestion.send(
        json("{'eventTime':'2026-11-22T12:00:00Z','job':{'namespace':'etl','name':'empty'}}"));
    assertThat(ingestion.asset(DATASET, "db/view").attributes())
        .containsEntry("description", "A view.")
        .containsEntry("datasetType", "VIEW")
        .containsEntry("sourceName", "pg")
        .containsEntry("uri", "postgres://h");
    assertThat(ingestion.columnEdges()).containsExactly("db/t#x -> db/view#v: DIRECT IDENTITY");
    assertThat(ingestion.tableEdges()).containsExactly("db/view -> [declared]");
    assertThat(ingestion.names(JOB)).containsExactly("etl/declared");
  }

  private void complete(String runId, int minute, String job, String output, String facets) {
    ingestion.send(run("COMPLETE", runId, minute, job).output(output, facets).toString());
  }

  private String lastRun(String job) {
    var attributes = ingestion.asset(JOB, "etl/" + job).attributes();
    return attributes.get("lastRunId") + " " + attributes.get("lastRunState");
  }

  private static String runId(int number) {
    return "00000000-0000-4000-8000-00000000000" + number;
  }
}
