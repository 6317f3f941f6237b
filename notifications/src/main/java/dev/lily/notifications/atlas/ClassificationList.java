package dev.lily.notifications.atlas;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Operation;
import java.util.ArrayList;
import java.util.List;

/** All classifications that an asset has after an event: its own first, then propagated ones. */
final class ClassificationList {
  private ClassificationList() {}

  /**
   * Joins what the event says with what holds now, which may be ahead of the event or behind it:
   * for the classifications that it changes, the event is right.
   */
  static List<Classification> after(ChangeEvent event, CurrentClassifications current) {
    List<Classification> all = new ArrayList<>(event.asset().classifications());
    for (ClassificationChange change : event.classifications()) {
      if (change.operation() != Operation.REMOVED) {
        addNew(all, change.classification());
      }
    }
    for (Classification one : current.of(event.tenant(), event.asset().ref().key())) {
      if (!one.isOwnOf(event.asset().guid()) && !isRemoved(event, one)) {
        addNew(all, one);
      }
    }
    return all;
  }

  private static boolean isRemoved(ChangeEvent event, Classification one) {
    for (ClassificationChange change : event.classifications()) {
      if (change.operation() == Operation.REMOVED && isSame(change.classification(), one)) {
        return true;
      }
    }
    return false;
  }

  private static void addNew(List<Classification> all, Classification one) {
    for (Classification known : all) {
      if (isSame(known, one)) {
        return;
      }
    }
    all.add(one);
  }

  private static boolean isSame(Classification one, Classification other) {
    return one.typeName().equals(other.typeName()) && one.origin().equals(other.origin());
  }
}
