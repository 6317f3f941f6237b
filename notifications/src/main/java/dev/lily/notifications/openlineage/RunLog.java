package dev.lily.notifications.openlineage;

import dev.lily.notifications.openlineage.LineageEvent.RunEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one run so far. A large one is packed while it rests. Not safe for threads. */
final class RunLog {
  private static final int LARGE = 32 << 10;

  /** What a packed run takes beside what is packed. */
  private static final long REST_BYTES = 400;

  private final String runId;
  private final Map<String, RunLog> parts = new LinkedHashMap<>();
  private @Nullable RunContent open;
  private @Nullable PackedContent packed;
  private boolean continuous;
  private boolean application;
  private boolean spark;
  private boolean outputs;
  private Instant started;
  private RunState state = RunState.START;
  private Optional<String> parentRunId = Optional.empty();
  private boolean part;
  private Instant lastSeen = Instant.MIN;
  private long bytes;

  RunLog(RunEvent first) {
    this.runId = first.runId();
    this.started = first.time();
  }

  /** Adds what the event says; a failure stays, and so does completion but for a failure. */
  void add(RunEvent event, Instant now) {
    lastSeen = now;
    parentRunId = event.parentRunId().or(() -> parentRunId);
    started = event.time().isBefore(started) ? event.time() : started;
    if (event.state().isFailure() || (event.state() == RunState.COMPLETE && !state.isFailure())) {
      state = event.state();
    }
    RunContent said = RunContent.of(event);
    RunContent all = open == null && packed == null ? said : content().with(said);
    open = all;
    packed = null;
    continuous = all.job().isContinuous();
    application = all.job().isApplication();
    spark = all.job().isIntegration("SPARK");
    outputs = !all.outputs().isEmpty();
  }

  /** What all events said; unpacked for the caller alone where it is large. */
  private RunContent content() {
    if (open != null) {
      return open;
    }
    if (packed == null) {
      throw new IllegalStateException("run " + runId + " has no event");
    }
    return packed.content();
  }

  /** To be called when nothing more is asked of it for now. */
  void rest() {
    if (open != null) {
      bytes = open.bytes();
      if (bytes > LARGE) {
        packed = PackedContent.of(open);
        open = null;
        bytes = REST_BYTES + packed.size();
      }
    }
  }

  /** Whether the other run does a part of this one's work: see {@link RunMerger}. */
  boolean contains(RunLog other) {
    return other != this
        && !state.isTerminal()
        && !part
        && parentRunId.isPresent()
        && parentRunId.equals(other.parentRunId)
        && !other.started.isBefore(started)
        && spark
        && outputs
        && isSameWork(content(), other.content());
  }

  private static boolean isSameWork(RunContent one, RunContent other) {
    return one.job().sql().equals(other.job().sql()) && one.sharesOutputWith(other);
  }

  void takeAsPart(RunLog other) {
    other.part = true;
    parts.put(other.runId, other);
  }

  boolean isPart() {
    return part;
  }

  /** The run with its parts; where they disagree the run itself is right. */
  MergedRun merged(RunEvent event) {
    RunContent own = content();
    RunContent all =
        parts.values().stream()
            .map(RunLog::content)
            .reduce(RunContent::with)
            .map(some -> some.with(own).withJob(own.job()))
            .orElse(own);
    return new MergedRun(
        runId,
        event.state() == RunState.OTHER ? state : event.state(),
        event.time(),
        event.producer(),
        all.job(),
        all.inputs(),
        all.outputs());
  }

  RunState state() {
    return state;
  }

  boolean isContinuous() {
    return continuous;
  }

  boolean isApplication() {
    return application;
  }

  Optional<String> parentRunId() {
    return parentRunId;
  }

  boolean hasOutputs() {
    return outputs;
  }

  Instant lastSeen() {
    return lastSeen;
  }

  /** The heap that it takes, about; as it was when it last came to {@link #rest}. */
  long bytes() {
    return bytes;
  }
}
