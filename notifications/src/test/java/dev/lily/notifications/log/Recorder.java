package dev.lily.notifications.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A handler that remembers what it got, after it has asked whether it may. */
final class Recorder implements ChangeLogHandler {
  private final Consumer<List<ConsumedEvent>> before;
  private final List<ConsumedEvent> events = new ArrayList<>();
  private final List<Long> missed = new ArrayList<>();

  Recorder() {
    this(batch -> {});
  }

  Recorder(Consumer<List<ConsumedEvent>> before) {
    this.before = before;
  }

  @Override
  public void handle(List<ConsumedEvent> batch) {
    before.accept(batch);
    synchronized (this) {
      events.addAll(batch);
    }
  }

  @Override
  public synchronized void missed(int partition, long expected) {
    missed.add(expected);
  }

  synchronized List<ConsumedEvent> events() {
    return List.copyOf(events);
  }

  synchronized List<Long> missed() {
    return List.copyOf(missed);
  }

  List<String> ids() {
    return events().stream().map(event -> event.event().id()).toList();
  }
}
