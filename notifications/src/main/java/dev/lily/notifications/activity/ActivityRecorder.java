package dev.lily.notifications.activity;

import dev.lily.graph.activity.ActivityStore;
import dev.lily.graph.activity.ActivityStore.Item;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.notifications.log.ChangeLogHandler;
import dev.lily.notifications.log.ConsumedEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows the change log and writes what it tells into the histories of assets. What comes again is
 * written again, over itself; a purged asset's history goes when it is purged, and one that is made
 * in its place, which has the same guid, begins anew.
 */
public final class ActivityRecorder implements ChangeLogHandler {
  /** That is the greater part of the log, and the assets themselves tell who made them. */
  private static final byte[] CREATED = bytes("\"kind\":\"CREATED\"");

  /** What only changes of classifications and relationships have. */
  private static final byte[] OPERATION = bytes("\"operation\":\"");

  /** Where the kind stands, before everything that callers can name. */
  private static final int HEAD = 200;

  private final ActivityStore store;
  private final HistoryEntries entries;

  public ActivityRecorder(ActivityStore store, HistoryEntries entries) {
    this.store = store;
    this.entries = entries;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean concerns(byte[] event) {
    return !has(event, CREATED, Math.min(event.length, HEAD))
        || has(event, OPERATION, event.length);
  }

  private static boolean has(byte[] text, byte[] sought, int end) {
    for (int start = 0; start <= end - sought.length; start++) {
      int same = 0;
      while (same < sought.length && text[start + same] == sought[same]) {
        same++;
      }
      if (same == sought.length) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void handle(List<ConsumedEvent> events) {
    Map<Guid, List<Item>> told = new LinkedHashMap<>();
    Set<Guid> purged = new LinkedHashSet<>();
    for (ConsumedEvent consumed : events) {
      ChangeEvent event = consumed.event();
      for (Item entry : entries.of(event)) {
        told.computeIfAbsent(entry.asset(), asset -> new ArrayList<>()).add(entry);
      }
      if (event.kind() == Kind.PURGED) {
        told.remove(event.asset().guid());
        purged.add(event.asset().guid());
      }
    }
    if (!purged.isEmpty()) {
      store.forget(purged);
    }
    if (!told.isEmpty()) {
      store.add(told.values().stream().flatMap(List::stream).toList());
    }
  }
}
