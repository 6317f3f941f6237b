package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.change.Outbox.Entry;
import dev.lily.graph.change.Outbox.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.janusgraph.core.JanusGraphTransaction;

/** A write transaction and the events that are committed with it. */
final class WriteScope {
  /** How many events share an outbox entry. */
  private static final int ENTRY_EVENTS = 500;

  private final JanusGraphTransaction transaction;
  private final GraphOutbox outbox;
  private final List<Entry> full = new ArrayList<>();
  private List<Message> messages = new ArrayList<>();
  private long position;

  WriteScope(JanusGraphTransaction transaction, GraphOutbox outbox) {
    this.transaction = transaction;
    this.outbox = outbox;
    this.position = outbox.nextPosition();
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
    if (messages.size() == ENTRY_EVENTS) {
      closeEntry();
    }
    String id = position + "-" + messages.size();
    messages.add(new Message(key, ChangeEventCodec.encode(event.apply(id))));
    return position;
  }

  private void closeEntry() {
    if (!messages.isEmpty()) {
      full.add(new Entry(position, messages));
      messages = new ArrayList<>();
      position++;
    }
  }

  /** Writes the entries into the transaction. */
  List<Entry> stageEvents() {
    closeEntry();
    full.forEach(entry -> outbox.stage(transaction, entry));
    return full;
  }
}
