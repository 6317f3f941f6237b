package dev.lily.graph.activity;

import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Origin;
import dev.lily.graph.change.ChangeEvent.RelationshipChange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one transaction changed about one asset, as its history tells it.
 *
 * @param id that of the change event; {@value #CREATION} where the asset itself tells of it
 * @param attributes before and after, by name; {@code customAttributes.x} and {@code
 *     businessAttributes.x.y} are the others, {@code labels} all labels
 */
public record Activity(
    String id,
    Origin origin,
    Kind kind,
    Map<String, AttributeChange> attributes,
    List<ClassificationChange> classifications,
    List<RelationshipChange> relationships) {
  public static final String CREATION = "0-0";

  public Activity {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    classifications = List.copyOf(classifications);
    relationships = List.copyOf(relationships);
  }

  /** Whether there is nothing to tell. */
  public boolean tellsNothing() {
    return kind == Kind.UPDATED
        && attributes.isEmpty()
        && classifications.isEmpty()
        && relationships.isEmpty();
  }

  /** Where it stands in the history. */
  public ActivityMark mark() {
    return new ActivityMark(origin.time(), id);
  }
}
