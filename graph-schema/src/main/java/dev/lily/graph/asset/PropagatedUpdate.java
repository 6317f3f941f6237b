package dev.lily.graph.asset;

import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The classifications that reach an asset from elsewhere, to be written beside its own.
 *
 * @param propagated all of them, as they are now
 * @param changes what is known to have changed since they were last written: it tells of other
 *     attributes, and what a classification was that is gone; what came and went is seen from what
 *     is written
 */
public record PropagatedUpdate(
    Guid asset, List<Classification> propagated, List<ClassificationChange> changes) {
  public PropagatedUpdate {
    propagated = List.copyOf(propagated);
    changes = List.copyOf(changes);
  }

  /** How they are written: the texts of {@link WrittenClassification}, sorted. */
  public List<String> written() {
    TreeSet<String> texts = new TreeSet<>();
    propagated.forEach(one -> texts.add(WrittenClassification.of(one).text()));
    return List.copyOf(texts);
  }

  /** What is different from what is written. */
  public List<ClassificationChange> changesFrom(List<String> before) {
    Map<String, String> known = new LinkedHashMap<>();
    before.forEach(text -> known.put(WrittenClassification.key(text), text));
    Map<String, ClassificationChange> told = new HashMap<>();
    changes.forEach(change -> told.put(key(change.classification()), change));
    List<ClassificationChange> different = new ArrayList<>();
    for (Classification one : propagated) {
      String key = key(one);
      if (known.remove(key) == null) {
        different.add(new ClassificationChange(Operation.ADDED, one));
      } else if (told.containsKey(key) && told.get(key).operation() == Operation.UPDATED) {
        different.add(new ClassificationChange(Operation.UPDATED, one));
      }
    }
    known.forEach((key, text) -> different.add(removed(text, told.get(key))));
    return different;
  }

  private static ClassificationChange removed(String text, @Nullable ClassificationChange told) {
    Classification gone = told == null ? bare(text) : told.classification();
    return new ClassificationChange(Operation.REMOVED, gone);
  }

  private static Classification bare(String text) {
    WrittenClassification written = WrittenClassification.parse(text);
    return written
        .whole()
        .orElseGet(() -> new Classification(written.typeName(), written.origin()));
  }

  private static String key(Classification classification) {
    return classification.typeName() + '@' + classification.origin();
  }
}
