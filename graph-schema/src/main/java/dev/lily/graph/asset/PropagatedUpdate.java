package dev.lily.graph.asset;

import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import java.util.List;
import java.util.TreeSet;

/**
 * The classifications that reach an asset from elsewhere, to be written beside its own.
 *
 * @param propagated all of them, as they are now
 * @param changes what came, changed or went since they were last written
 */
public record PropagatedUpdate(
    Guid asset, List<Classification> propagated, List<ClassificationChange> changes) {
  public PropagatedUpdate {
    propagated = List.copyOf(propagated);
    changes = List.copyOf(changes);
  }

  /** How they are written: {@code NAME@origin guid}, sorted. */
  public List<String> written() {
    TreeSet<String> texts = new TreeSet<>();
    propagated.forEach(one -> texts.add(one.typeName() + '@' + one.origin()));
    return List.copyOf(texts);
  }
}
