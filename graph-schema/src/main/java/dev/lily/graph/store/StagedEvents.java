package dev.lily.graph.store;

import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.change.Outbox.Entry;
import dev.lily.graph.change.Outbox.Message;
import dev.lily.graph.change.Outbox.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.janusgraph.core.JanusGraphTransaction;

/** The events of one transaction for one outbox, cut into entries. */
final class StagedEvents {
  /** How many events share an outbox entry. */
  private static final int ENTRY_EVENTS = 500;

  private final GraphOutbox outbox;
  private final long first;
  private final List<List<Message>> entries = new ArrayList<>();

  StagedEvents(GraphOutbox outbox) {
    this.outbox = outbox;
    this.first = outbox.nextPosition();
  }

  /** Adds an event, which is made with the id it gets; the result is its position. */
  long add(String key, Function<String, ChangeEvent> event) {
    if (entries.isEmpty() || last().size() == ENTRY_EVENTS) {
      entries.add(new ArrayList<>());
    }
    long position = first + entries.size() - 1;
    String id = outbox.lane().id(position, last().size());
    last().add(new Message(key, ChangeEventCodec.encode(event.apply(id))));
    return position;
  }

  /** The id that an event gets which is added after so many others. */
  String idAfter(int others) {
    int ahead =
        others + (entries.isEmpty() ? 0 : (entries.size() - 1) * ENTRY_EVENTS + last().size());
    return outbox.lane().id(first + ahead / ENTRY_EVENTS, ahead % ENTRY_EVENTS);
  }

  private List<Message> last() {
    return entries.get(entries.size() - 1);
  }

  /** Writes the entries into the transaction. */
  List<Entry> stage(JanusGraphTransaction transaction) {
    Span span = new Span(first, first + entries.size() - 1);
    List<Entry> staged = new ArrayList<>(entries.size());
    for (List<Message> messages : entries) {
      Entry entry = new Entry(first + staged.size(), span, messages);
      outbox.stage(transaction, entry);
      staged.add(entry);
    }
    return staged;
  }
}
