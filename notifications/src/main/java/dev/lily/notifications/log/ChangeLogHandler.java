package dev.lily.notifications.log;

import java.util.List;
import java.util.function.Supplier;

/** Follows the change log; called by one thread. */
@FunctionalInterface
public interface ChangeLogHandler {

  /** Whether an event is given at all, by its bytes; what is not, is not even read. */
  default boolean concerns(byte[] event) {
    return true;
  }

  /**
   * Takes events, those of one partition in order. An event may come again (by {@code id}), alone
   * or with others, and must then do nothing more.
   *
   * <p>A {@link dev.lily.graph.CatalogException} refuses an event for good: the batch is then given
   * one by one, and what is refused alone goes to the dead letters. One of kind UNAVAILABLE, and
   * every other exception, makes the batch come again after a pause.
   */
  void handle(List<ConsumedEvent> events);

  /**
   * Says that everything up to this position was given, on all partitions, or is a dead letter.
   * Only who began at a position is told.
   */
  default void passed(long position) {}

  /**
   * Says that events are gone before they were read (the log kept them too short, or was replaced);
   * what comes next is what there is. Whoever cannot live with a gap rebuilds itself from the
   * graph.
   *
   * @param partition where it happened
   * @param expected the offset that should have come next
   */
  default void missed(int partition, long expected) {}

  /**
   * Says that so many events became dead letters: the handler will not see them again, and knows
   * less than the graph. Only who began at a position is told.
   */
  default void refused(int count) {}

  /**
   * Says that nothing is under way: called after each batch and now and then while none comes, on
   * the same thread. Only who began at a position is told.
   *
   * @param point where somebody could begin who knows what this handler knows; to be asked before
   *     the next batch, or after the consumer is closed
   */
  default void rested(Supplier<LogPoint> point) {}
}
