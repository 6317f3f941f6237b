package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.change.ChangeEvent;
import java.util.function.Function;
import org.janusgraph.core.JanusGraphTransaction;

/** A write transaction and the events that are committed with it. */
final class WriteScope {
  private final JanusGraphTransaction transaction;
  private final StagedEvents changes;
  private final StagedEvents propagated;

  WriteScope(JanusGraphTransaction transaction, Outboxes outboxes) {
    this.transaction = transaction;
    this.changes = new StagedEvents(outboxes.changes());
    this.propagated = new StagedEvents(outboxes.propagated());
  }

  JanusGraphTransaction transaction() {
    return transaction;
  }

  <T> T run(GraphWriter.Work<T> work) {
    try {
      return work.run(this);
    } catch (CatalogException refused) {
      throw refused;
    } catch (RuntimeException fault) {
      throw new GraphWriter.WorkFault(fault);
    }
  }

  /** Adds an event, which is made with the id it gets; the result is its position. */
  long add(String key, Function<String, ChangeEvent> event) {
    return changes.add(key, event);
  }

  /** The id that the event gets which is added after so many others. */
  String eventIdAfter(int others) {
    return changes.idAfter(others);
  }

  /** Adds an event about what followed from another; the result is its position among those. */
  long addPropagated(String key, Function<String, ChangeEvent> event) {
    return propagated.add(key, event);
  }

  /** Writes the entries into the transaction. */
  Outboxes.Added stageEvents() {
    return new Outboxes.Added(changes.stage(transaction), propagated.stage(transaction));
  }
}
