package dev.lily.server.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.query.Cycles;
import dev.lily.graph.lineage.query.Lens;
import dev.lily.graph.lineage.query.LineageQueries;
import dev.lily.graph.sight.AssetGuard;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for cycles once for many questions, one search at a time: an answer serves as long as
 * nothing changed, and else for some seconds.
 */
final class CycleCache {
  static final int CYCLES = 1_000;
  static final int MEMBERS = 100;
  private static final long FRESH_MILLIS = 5_000;
  private static final int QUESTIONS = 16;

  /**
   * What is asked for.
   *
   * @param lens ASSET or COLUMN
   * @param caller what is hidden is in no cycle
   */
  record Question(TenantId tenant, Lens lens, AssetGuard caller) {}

  private record Kept(Cycles cycles, long millis) {}

  private final ClassificationIndex index;
  private final LineageQueries queries;
  private final Map<Question, Kept> kept = new HashMap<>();

  CycleCache(ClassificationIndex index, LineageQueries queries) {
    this.index = index;
    this.queries = queries;
  }

  /** The cycles, at this position or a later one. */
  synchronized Cycles of(Question question, long minPosition, Clock clock) {
    Kept known = kept.get(question);
    if (known != null && serves(known, minPosition, clock)) {
      return known.cycles();
    }
    Cycles cycles =
        queries
            .seenBy(question.caller())
            .cycles(question.tenant(), question.lens(), CYCLES, MEMBERS);
    if (kept.size() >= QUESTIONS) {
      kept.clear();
    }
    kept.put(question, new Kept(cycles, clock.millis()));
    return cycles;
  }

  private boolean serves(@Nullable Kept known, long minPosition, Clock clock) {
    return known != null
        && known.cycles().position() >= minPosition
        && (known.cycles().position() == index.position()
            || clock.millis() - known.millis() < FRESH_MILLIS);
  }
}
