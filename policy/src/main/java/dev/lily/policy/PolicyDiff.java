package dev.lily.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What differs between two versions of a policy. */
public final class PolicyDiff {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Set<String> STAMPS = Set.of("id", "version", "updatedBy", "updateTime");

  private PolicyDiff() {}

  /**
   * A field with another value than before; JSON null where the field was not, or is no more.
   *
   * @param field as {@code effect.type}
   */
  public record Change(String field, JsonNode before, JsonNode after) {}

  /** The changed fields in the order of their names, without what counts the versions. */
  public static List<Change> between(Policy before, Policy after) {
    List<Change> changes = new ArrayList<>();
    compare("", MAPPER.valueToTree(before), MAPPER.valueToTree(after), changes);
    changes.removeIf(change -> STAMPS.contains(change.field()));
    return changes;
  }

  private static void compare(String field, JsonNode before, JsonNode after, List<Change> changes) {
    if (before.isObject() && after.isObject()) {
      Set<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      String prefix = field.isEmpty() ? "" : field + ".";
      names.forEach(name -> compare(prefix + name, at(before, name), at(after, name), changes));
    } else if (!sorted(before).equals(sorted(after))) {
      changes.add(new Change(field, before, after));
    }
  }

  private static JsonNode at(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value instanceof MissingNode ? MAPPER.nullNode() : value;
  }

  /** Lists of names are sets: their order says nothing. */
  private static List<String> sorted(JsonNode value) {
    List<String> texts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(one -> texts.add(one.toString()));
      texts.sort(null);
    } else {
      texts.add(value.toString());
    }
    return texts;
  }
}
