package dev.lily.graph.lineage.query;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.LineageDirection;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A question for the list of all that an asset feeds or is fed by: a dataset's columns count with
 * it, a container's datasets likewise.
 *
 * @param depth how many steps from dataset to dataset; at least 1
 * @param filter which of them are listed
 * @param limit how many rows to answer at most; at least 1
 * @param after where the page before ended
 */
public record ImpactQuery(
    Guid root,
    LineageDirection direction,
    int depth,
    Filter filter,
    int limit,
    Optional<PageKey> after) {

  /**
   * Which assets are listed; an absent part lets all pass.
   *
   * @param typeName asked once per type
   * @param qualifiedName asked for each asset; one without a name never passes
   * @param carrying a classification carried, an own or a propagated one
   */
  public record Filter(
      Optional<Predicate<String>> typeName,
      Optional<Predicate<String>> qualifiedName,
      Optional<Carrying> carrying) {
    public static final Filter ALL =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * A classification that an asset carries.
   *
   * @param holdsAt when it has to hold; absent where that does not matter
   */
  public record Carrying(String classification, Optional<Instant> holdsAt) {}
}
