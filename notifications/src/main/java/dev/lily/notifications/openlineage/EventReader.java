package dev.lily.notifications.openlineage;

import dev.lily.graph.asset.Guid;
import dev.lily.notifications.openlineage.LineageEvent.DatasetEvent;
import dev.lily.notifications.openlineage.LineageEvent.JobEvent;
import dev.lily.notifications.openlineage.LineageEvent.RunEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one event; counts what it contains against the limits. */
final class EventReader {
  private final OpenLineageLimits limits;
  private final DatasetReader datasetReader;
  private int datasets;

  EventReader(OpenLineageLimits limits) {
    this.limits = limits;
    this.datasetReader = new DatasetReader(limits);
  }

  LineageEvent read(JsonCursor event) {
    Instant time = time(event.require("eventTime"));
    String producer = event.findText("producer").orElse("");
    if (isRun(event)) {
      return run(event, time, producer);
    }
    Optional<JsonCursor> dataset = event.find("dataset");
    if (dataset.isPresent()) {
      return new DatasetEvent(time, producer, datasetReader.read(dataset.get()));
    }
    JobInfo job = job(event.find("job").orElseThrow(() -> event.missing("run")));
    return new JobEvent(time, producer, job, datasets(event, "inputs"), datasets(event, "outputs"));
  }

  private static boolean isRun(JsonCursor event) {
    return event.has("run")
        || event.has("eventType")
        || event.findText("schemaURL").filter(url -> url.endsWith("/RunEvent")).isPresent();
  }

  private RunEvent run(JsonCursor event, Instant time, String producer) {
    JsonCursor run = event.require("run");
    return new RunEvent(
        time,
        producer,
        event.find("eventType").map(EventReader::state).orElse(RunState.OTHER),
        runId(run),
        facets(run).flatMap(facets -> facets.find("parent")).map(EventReader::parentRunId),
        job(event.require("job")),
        datasets(event, "inputs"),
        datasets(event, "outputs"));
  }

  private static RunState state(JsonCursor eventType) {
    return Choice.of(RunState.class, eventType);
  }

  private static String runId(JsonCursor run) {
    String runId = run.text("runId");
    if (Guid.parse(runId).isEmpty()) {
      throw run.require("runId").fault("'" + shortened(runId) + "' is no UUID");
    }
    return runId.toLowerCase(Locale.ROOT);
  }

  private static String parentRunId(JsonCursor parent) {
    JsonCursor job = parent.require("job");
    job.text("namespace");
    job.text("name");
    return parent.require("run").text("runId").toLowerCase(Locale.ROOT);
  }

  private JobInfo job(JsonCursor job) {
    Optional<JsonCursor> facets = facets(job);
    facets.ifPresent(DatasetReader::checkOwnership);
    return new JobInfo(
        datasetReader.name(job, "namespace"),
        datasetReader.name(job, "name"),
        facet(facets, "jobType").map(EventReader::kind),
        facet(facets, "sql").map(sql -> datasetReader.cut(sql.require("query").text())),
        facet(facets, "documentation").flatMap(datasetReader::description));
  }

  private static JobInfo.Kind kind(JsonCursor jobType) {
    return new JobInfo.Kind(
        jobType.require("processingType").text(),
        jobType.require("integration").text(),
        jobType.findText("jobType"));
  }

  private List<DatasetInfo> datasets(JsonCursor event, String name) {
    List<DatasetInfo> result = new ArrayList<>();
    for (JsonCursor dataset : event.elements(name)) {
      if (++datasets > limits.datasets()) {
        throw dataset.tooMany("more than " + limits.datasets() + " datasets");
      }
      result.add(datasetReader.read(dataset));
    }
    return result;
  }

  static Optional<JsonCursor> facets(JsonCursor owner) {
    return owner.find("facets");
  }

  /** The facet, unless the event says that it is deleted. */
  static Optional<JsonCursor> facet(Optional<JsonCursor> facets, String name) {
    return facets.flatMap(all -> all.find(name)).filter(facet -> !facet.isTrue("_deleted"));
  }

  /** RFC 3339; without an offset, as the first Python clients wrote it, it is taken as UTC. */
  private static Instant time(JsonCursor eventTime) {
    String text = eventTime.text();
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      return parsed instanceof OffsetDateTime offset
          ? offset.toInstant()
          : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException malformed) {
      throw eventTime.fault("'" + shortened(text) + "' is no date-time (RFC 3339)");
    }
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  /** Reads the values of an enumeration. */
  static final class Choice {
    private Choice() {}

    static <E extends Enum<E>> E of(Class<E> choices, JsonCursor value) {
      try {
        return Enum.valueOf(choices, value.text());
      } catch (IllegalArgumentException unknown) {
        throw value.fault(
            "'" + shortened(value.text()) + "' is none of " + List.of(choices.getEnumConstants()));
      }
    }
  }
}
