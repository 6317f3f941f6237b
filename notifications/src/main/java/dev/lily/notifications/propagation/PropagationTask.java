package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How far the writing is of what one classification changed elsewhere by one change of the catalog,
 * or of what a restart left to be written.
 *
 * @param subject absent for a restart, which may concern several
 * @param position of the change that it follows; of the index at a restart
 * @param attempts how often writing was begun or begun again
 * @param error why an asset was last refused or had to be tried again
 * @param ratePerSecond assets, over the time it has been under way; 0 before that
 * @param eta when it will be finished at the present rate; absent where that is not known
 */
public record PropagationTask(
    Guid guid,
    TenantId tenant,
    Kind kind,
    Optional<Subject> subject,
    long position,
    Times times,
    Counts counts,
    int attempts,
    Optional<String> error,
    double ratePerSecond,
    Optional<Instant> eta) {

  /** What spread differently; the names are those of Apache Atlas's task types. */
  public enum Kind {
    /** It came to assets. */
    CLASSIFICATION_PROPAGATION_ADD,
    /** It went, and its origin does not have it any more. */
    CLASSIFICATION_PROPAGATION_DELETE,
    /** It went, and its origin keeps it, but does not let it travel. */
    CLASSIFICATION_ONLY_PROPAGATION_DELETE,
    /** It came, went or changed at once, or it is not known what did. */
    CLASSIFICATION_REFRESH_PROPAGATION,
    /** It went because an edge, an asset or a rule did. */
    CLASSIFICATION_PROPAGATION_RELATIONSHIP_UPDATE
  }

  /** As in Apache Atlas. */
  public enum Status {
    PENDING,
    IN_PROGRESS,
    COMPLETE,
    /** Finished, but for assets that the store refused. */
    FAILED
  }

  /**
   * Which classification, and the assets that have it, or had it, themselves.
   *
   * @param origins the first {@link #NAMED} of them, at least one
   * @param originCount how many there are
   */
  public record Subject(String classification, List<Guid> origins, long originCount) {
    public static final int NAMED = 100;

    public Subject {
      origins = List.copyOf(origins);
    }

    static Subject of(String classification, Collection<Guid> origins) {
      return new Subject(classification, origins.stream().limit(NAMED).toList(), origins.size());
    }
  }

  /** When things happened; what has not happened is absent. */
  public record Times(
      Instant created, Instant updated, Optional<Instant> started, Optional<Instant> ended) {}

  /**
   * Assets.
   *
   * @param done written, or in no need of it any more
   * @param refused by the store, for good
   */
  public record Counts(long total, long done, long refused) {
    public boolean isFinished() {
      return done + refused == total;
    }
  }

  public Status status() {
    if (counts.isFinished()) {
      return counts.refused() > 0 ? Status.FAILED : Status.COMPLETE;
    }
    return times.started().isPresent() ? Status.IN_PROGRESS : Status.PENDING;
  }
}
