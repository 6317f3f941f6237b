package dev.lily.graph.store;

import dev.lily.graph.change.Outbox.Entry;
import java.util.List;
import org.janusgraph.core.JanusGraphTransaction;

/** The outboxes that share the writer and its transactions: what comes first, and what follows. */
record Outboxes(GraphOutbox changes, GraphOutbox propagated) {

  /** The ends of what a transaction removes. */
  record Removal(long changes, long propagated) {}

  /** What a transaction adds. */
  record Added(List<Entry> changes, List<Entry> propagated) {}

  boolean hasRemovable() {
    return changes.hasRemovable() || propagated.hasRemovable();
  }

  Removal removeDone(JanusGraphTransaction transaction, int limit) {
    return new Removal(
        changes.removeDone(transaction, limit), propagated.removeDone(transaction, limit));
  }

  void committed(Added added) {
    changes.committed(added.changes());
    propagated.committed(added.propagated());
  }

  void removed(Removal removal) {
    changes.removed(removal.changes());
    propagated.removed(removal.propagated());
  }
}
