package dev.lily.notifications.openlineage;

import java.util.Optional;

/** A job with what its facets say about it. */
public record JobInfo(
    String namespace,
    String name,
    Optional<Kind> kind,
    Optional<String> sql,
    Optional<String> description) {

  /** The jobType facet, such as {@code BATCH}, {@code SPARK} and {@code SQL_JOB}. */
  public record Kind(String processingType, String integration, Optional<String> jobType) {}

  /** This job with what a later event says; what that leaves out stays. */
  JobInfo with(JobInfo later) {
    return new JobInfo(
        namespace,
        name,
        later.kind.or(() -> kind),
        later.sql.or(() -> sql),
        later.description.or(() -> description));
  }

  boolean isIntegration(String integration) {
    return kind.filter(known -> known.integration().equalsIgnoreCase(integration)).isPresent();
  }

  /** Whether it runs until it is stopped, so that waiting for its completion is in vain. */
  boolean isContinuous() {
    return kind.map(Kind::processingType)
        .filter(type -> type.equalsIgnoreCase("STREAMING") || type.equalsIgnoreCase("SERVICE"))
        .isPresent();
  }

  /** Whether it stands for a whole application, whose jobs report for themselves. */
  boolean isApplication() {
    return kind.flatMap(Kind::jobType).filter("APPLICATION"::equalsIgnoreCase).isPresent();
  }
}
