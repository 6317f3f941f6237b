package dev.lily.server;

import dev.lily.graph.TenantId;
import dev.lily.notifications.log.AuditTopic;
import dev.lily.policy.audit.AuditTrail;
import dev.lily.policy.ranger.RangerAuditReader;
import dev.lily.server.audit.AuditDestination;
import dev.lily.server.audit.AuditFiles;
import dev.lily.server.audit.AuditLog;
import dev.lily.server.audit.AuditRoutes;
import dev.lily.server.operations.HealthCheck;
import dev.lily.server.operations.Metrics;
import dev.lily.server.settings.AuditSettings;
import dev.lily.server.settings.AuditSettings.Decisions;
import dev.lily.server.settings.AuditSettings.Destination;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which decisions are kept, and where. */
final class Audit implements AutoCloseable, HealthCheck {
  private static final int EVERYTHING = 100;

  private final Optional<AuditLog> log;
  private final Optional<AuditFiles> files;

  private Audit(Optional<AuditLog> log, Optional<AuditFiles> files) {
    this.log = log;
    this.files = files;
  }

  static Audit open(
      AuditSettings settings, Path folder, ChangeLog changes, Metrics metrics, Clock clock) {
    Audit audit = open(settings, folder, changes, clock);
    audit.register(metrics);
    return audit;
  }

  private static Audit open(AuditSettings settings, Path folder, ChangeLog changes, Clock clock) {
    if (settings.decisions() == Decisions.OFF) {
      return new Audit(Optional.empty(), Optional.empty());
    }
    Optional<AuditFiles> files = Optional.empty();
    List<AuditDestination> destinations = new ArrayList<>();
    if (settings.destination() != Destination.KAFKA) {
      AuditFiles made =
          new AuditFiles(
              folder,
              new AuditFiles.Limits(settings.fileBytes(), settings.files(), settings.retention()),
              clock);
      files = Optional.of(made);
      destinations.add(made);
    }
    if (settings.destination() != Destination.FILE) {
      destinations.add(new Topic(changes.auditTopic(settings.retention())));
    }
    int percent = settings.decisions() == Decisions.FULL ? EVERYTHING : settings.samplePercent();
    AuditLog log = new AuditLog(percent, settings.queue(), destinations);
    log.start();
    return new Audit(Optional.of(log), files);
  }

  private record Topic(AuditTopic topic) implements AuditDestination {
    @Override
    public void write(TenantId tenant, List<byte[]> events) throws IOException {
      topic.write(tenant.value(), events);
    }

    @Override
    public void close() {
      topic.close();
    }
  }

  AuditTrail trail() {
    return log.<AuditTrail>map(one -> one).orElse(AuditTrail.OFF);
  }

  AuditRoutes routes(RangerAuditReader reader) {
    return new AuditRoutes(files, trail(), reader);
  }

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public Optional<String> remark() {
    return log.filter(one -> one.dropped() > 0)
        .map(one -> "WARNING: " + one.dropped() + " decisions are not in the audit");
  }

  private void register(Metrics metrics) {
    metrics.gauge(
        "lily_audit_written",
        "Decisions kept since the start",
        () -> log.map(AuditLog::written).orElse(0L));
    metrics.gauge(
        "lily_audit_dropped",
        "Decisions that could not be kept since the start",
        () -> log.map(AuditLog::dropped).orElse(0L));
    metrics.gauge(
        "lily_audit_waiting",
        "Decisions that wait to be written",
        () -> log.map(AuditLog::waiting).orElse(0));
  }

  /** How many decisions wait to be kept. */
  int waiting() {
    return log.map(AuditLog::waiting).orElse(0);
  }

  @Override
  public void close() {
    log.ifPresent(AuditLog::close);
  }
}
