package dev.lily.notifications.openlineage;

import static dev.lily.notifications.openlineage.EventText.RUN_1;
import static dev.lily.notifications.openlineage.EventText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.lily.graph.ErrorCode;
import dev.lily.notifications.openlineage.LineageEvent.DatasetEvent;
import dev.lily.notifications.openlineage.LineageEvent.JobEvent;
import dev.lily.notifications.openlineage.LineageEvent.RunEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestOpenLineageParser {
  private final OpenLineageParser parser = new OpenLineageParser(OpenLineageLimits.DEFAULT);

  @ParameterizedTest
  @CsvSource({
    "event_no_run_id.json, /run/runId",
    "event_invalid_run_facet.json, /run/facets/parent/run/runId",
    "event_invalid_job_facet.json, /job/facets/ownership/owners/0/name",
    "event_invalid_input_dataset_facet.json, /inputs/0/inputFacets/dataQualityMetrics/columnMetrics"
  })
  void invalidEventIsRefusedWithThePlaceOfTheFault(String file, String pointer) {
    byte[] event =
        SharedData.read(SharedData.file(SharedData.folder("02-openlineage/events"), file));
    OpenLineageFault fault = refused(event);
    assertThat(fault.pointer()).isEqualTo(pointer);
    assertThat(fault.code()).isEqualTo(ErrorCode.INVALID_VALUE);
    assertThat(fault.refusal()).hasMessage(pointer + ": is missing").hasCause(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'run':{'runId':'x'},'job':{}}|/run/runId: 'x' is no UUID",
        "{'run':{'runId':7},'job':{}}|/run/runId: must be a text",
        "{'run':'x'}|/run: must be an object",
        "{'eventType':'DONE','run':{}}|/eventType: 'DONE' is none of [START, RUNNING, COMPLETE, ABORT, FAIL, OTHER]",
        "{'eventType':'START'}|/run: is missing",
        "{'eventTime':'yesterday'}|/eventTime: 'yesterday' is no date-time (RFC 3339)",
        "{'producer':'p'}|/run: is missing",
        "{'job':{'namespace':'n'}}|/job/name: is missing",
        "{'job':{'namespace':' ','name':'j'}}|/job/namespace: must not be blank",
        "{'job':{'namespace':'n','name':'j'},'inputs':{}}|/inputs: must be an array",
        "{'job':{'namespace':'n','name':'j'},'outputs':[{'namespace':'n'}]}|/outputs/0/name: is missing",
        "{'dataset':{'namespace':'n','name':'d','facets':{'schema':{'fields':[{'type':'int'}]}}}}|/dataset/facets/schema/fields/0/name: is missing",
        "{'dataset':{'namespace':'n','name':'d','facets':{'columnLineage':{'fields':{'a/b~c':{}}}}}}|/dataset/facets/columnLineage/fields/a~1b~0c/inputFields: is missing",
        "{'dataset':{'namespace':'n','name':'d','facets':{'lifecycleStateChange':{'lifecycleStateChange':'GONE'}}}}|/dataset/facets/lifecycleStateChange/lifecycleStateChange: 'GONE' is none of [ALTER, CREATE, DROP, OVERWRITE, RENAME, TRUNCATE]",
      })
  void faultSaysWhereAndWhat(String event, String message) {
    String timed =
        event.contains("eventTime")
            ? event
            : event.replaceFirst("\\{", "{'eventTime':'2026-11-22T12:00:00Z',");
    assertThat(refused(bytes(timed))).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'eventTime':|BAD_REQUEST|/eventTime",
        "{'job':{'name':x}}|BAD_REQUEST|/job/name",
        "{'job':1} 2|BAD_REQUEST|^^",
        "nonsense|BAD_REQUEST|^^",
        "[]|INVALID_VALUE|^^",
        "^^|INVALID_VALUE|^^"
      })
  void textThatIsNoEventIsRefused(String text, ErrorCode code, String pointer) {
    OpenLineageFault fault = refused(bytes(text));
    assertThat(fault.code()).isEqualTo(code);
    assertThat(fault.pointer()).isEqualTo(pointer);
  }

  @Test
  void eventsBeyondTheLimitsAreRefused() {
    OpenLineageParser strict = new OpenLineageParser(new OpenLineageLimits(500, 1, 6, 1, 1, 9, 5));
    assertThat(refused(strict, " ".repeat(501))).hasMessageContaining("501 bytes, at most 500");
    OpenLineageFault deep = refused(strict, "{'unknown':[[[[[[[]]]]]]]}");
    assertThat(deep.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(deep).hasMessageContaining("nested too deep");
    String job = "{'eventTime':'2026-11-22T12:00:00Z','job':{'namespace':'n','name':'j'},";
    String dataset = "{'namespace':'n','name':'d'}";
    assertThat(refused(strict, job + "'inputs':[" + dataset + "," + dataset + "]}"))
        .hasMessage("/inputs/1: more than 1 datasets");
    assertThat(refused(strict, job + "'inputs':[{'namespace':'n','name':'0123456789'}]}"))
        .hasMessage("/inputs/0/name: longer than 9 characters");
    assertThatFaultOf(() -> strict.split(bytes("[1,2]"))).hasMessage("event: more than 1 events");
  }

  @Test
  void longTextsAreCut() {
    OpenLineageParser strict = new OpenLineageParser(new OpenLineageLimits(500, 1, 9, 1, 1, 9, 5));
    JobEvent event =
        (JobEvent)
            strict.parse(
                bytes(
                    "{'eventTime':'2026-11-22T12:00:00Z','job':{'namespace':'n','name':'j',"
                        + "'facets':{'sql':{'query':'select 1'}}}}"));
    assertThat(event.job().sql()).hasValue("selec");
  }

  @Test
  void olderEventsAreUnderstood() {
    Path folder = SharedData.folder("02-openlineage/events");
    DatasetEvent dataset =
        (DatasetEvent) parse(SharedData.file(folder, "serde_example_dataset_event.json"));
    assertThat(dataset.time()).isEqualTo(Instant.parse("2021-11-03T10:53:52.427343Z"));
    assertThat(dataset.dataset().schema()).extracting(SchemaField::path).containsExactly("a", "b");
    assertThat(parse(SharedData.file(folder, "serde_example_job_event.json")))
        .isInstanceOf(JobEvent.class);
    RunEvent run = (RunEvent) parse(SharedData.file(folder, "event_simple.json"));
    assertThat(run.time()).isEqualTo(Instant.parse("2020-12-28T09:52:00.001Z"));
    assertThat(run.inputs()).hasSize(2);
  }

  @Test
  void realEventsOfOtherProducersAreTaken() {
    List<Path> events =
        List.of(
            SharedData.folder("02-openlineage/datahub-ol-events"),
            SharedData.folder("05-marquez/MarquezProject+marquez/api"));
    for (Path folder : events) {
      for (Path file : SharedData.jsonFiles(folder)) {
        if (!file.toString().contains("openapi")) {
          assertThat(parse(file)).as(file.toString()).isInstanceOf(RunEvent.class);
        }
      }
    }
  }

  @Test
  void nestedFieldsHavePathsAndUnknownFacetsAreIgnored() {
    DatasetEvent event =
        (DatasetEvent)
            parser.parse(
                bytes(
                    "{'eventTime':'2026-11-22T12:00:00Z','dataset':{'namespace':'n','name':'d',"
                        + "'facets':{'ours':{'deep':[{'x':1e999}]},'schema':{'fields':["
                        + "{'name':'id','type':'int','ordinal_position':4},"
                        + "{'name':'address','fields':[{'name':'city','type':'text'}]}]}}}}"));
    assertThat(event.dataset().schema())
        .extracting(SchemaField::path, SchemaField::ordinal)
        .containsExactly(tuple("id", 4), tuple("address", 2), tuple("address.city", 3));
  }

  @Test
  void columnMayBeCalledLikeAPartOfTheFormat() {
    DatasetEvent event =
        (DatasetEvent)
            parser.parse(
                bytes(
                    "{'eventTime':'2026-11-22T12:00:00Z','dataset':"
                        + EventText.dataset("d", EventText.lineage("facets=s.facets"))
                        + "}"));
    assertThat(event.dataset().columnLineage().orElseThrow().fields().get("facets")).hasSize(1);
  }

  @Test
  void oldColumnLineageIsDirect() {
    DatasetEvent event =
        (DatasetEvent)
            parser.parse(
                bytes(
                    "{'eventTime':'2026-11-22T12:00:00Z','dataset':{'namespace':'n','name':'d',"
                        + "'facets':{'columnLineage':{'fields':{'hash':{'transformationType':'MASKED',"
                        + "'transformationDescription':'sha','inputFields':["
                        + "{'namespace':'n','name':'s','field':'mail'}]}}}}}}"));
    assertThat(event.dataset().columnLineage().orElseThrow().fields().get("hash"))
        .containsExactly(
            new ColumnLineage.Source(
                new DatasetName("n", "s"),
                "mail",
                List.of(new ColumnLineage.Transformation("DIRECT", "MASKED", "sha", true))));
  }

  @Test
  void batchIsSplitIntoTheBytesOfItsEvents() {
    assertThat(parser.split(bytes(" [ {'a':'ü[}'} , {'b':[1]},3 ]")))
        .extracting(event -> new String(event, StandardCharsets.UTF_8))
        .containsExactly(json("{'a':'ü[}'}"), json("{'b':[1]}"), "3");
    assertThatFaultOf(() -> parser.split(bytes("{}"))).hasMessageContaining("JSON array");
    assertThatFaultOf(() -> parser.split(bytes("[{},"))).hasMessageContaining("no JSON");
  }

  @Test
  void runIdsAreTheSameInUpperAndLowerCase() {
    String event = EventText.run("START", RUN_1.replace('0', 'A'), 0).toString();
    assertThat(((RunEvent) parser.parse(bytes(event))).runId()).isEqualTo(RUN_1.replace('0', 'a'));
  }

  private LineageEvent parse(Path file) {
    return parser.parse(SharedData.read(file));
  }

  private OpenLineageFault refused(byte[] event) {
    return catchThrowableOfType(OpenLineageFault.class, () -> parser.parse(event));
  }

  private static OpenLineageFault refused(OpenLineageParser strict, String event) {
    return catchThrowableOfType(OpenLineageFault.class, () -> strict.parse(bytes(event)));
  }

  private static AbstractThrowableAssert<?, ?> assertThatFaultOf(ThrowingCallable call) {
    return assertThat(catchThrowableOfType(OpenLineageFault.class, call));
  }

  private static byte[] bytes(String text) {
    return json(text).getBytes(StandardCharsets.UTF_8);
  }
}
