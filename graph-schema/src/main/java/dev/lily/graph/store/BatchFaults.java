package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.Faults;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is wrong with the inputs of a batch, each fault with the input that has it. All
 * are told at once; the first one gives the code.
 */
public final class BatchFaults {
  private static final int NAME_SHOWN = 120;
  private static final String INSTANCE = "Invalid instance creation/updation parameters passed : ";

  private final Map<String, ErrorCode> faults = new LinkedHashMap<>();

  boolean isEmpty() {
    return faults.isEmpty();
  }

  void add(ErrorCode code, AssetInput input, String fault) {
    faults.putIfAbsent(label(input) + ": " + fault, code);
  }

  /** Notes what a refusal says about the input. */
  public void add(AssetInput input, CatalogException refusal) {
    String message = String.valueOf(refusal.getMessage());
    add(
        refusal.code(),
        input,
        message.startsWith(INSTANCE) ? message.substring(INSTANCE.length()) : message);
  }

  void addMissing(AssetInput input, EntityType type, Attribute attribute) {
    add(
        ErrorCode.INSTANCE_CRUD_INVALID_PARAMS,
        input,
        "%s.%s: mandatory attribute value missing in type %s"
            .formatted(type.name(), attribute.name(), type.name()));
  }

  /** Notes the mandatory attributes that have no value, neither here nor by a relationship. */
  void addMissing(AssetInput input, EntityType type, Map<String, @Nullable Object> values) {
    for (Attribute attribute : type.requiredAttributes()) {
      if (values.get(attribute.name()) == null
          && !type.relationshipAttributes().containsKey(attribute.name())) {
        addMissing(input, type, attribute);
      }
    }
  }

  /** Refuses with all faults, if there is one. */
  public void throwIfAny() {
    if (!faults.isEmpty()) {
      ErrorCode code = faults.values().iterator().next();
      String prefix = code == ErrorCode.INSTANCE_CRUD_INVALID_PARAMS ? INSTANCE : "";
      throw new CatalogException(code, prefix + Faults.text(faults.keySet()));
    }
  }

  /** How refusals name an input: its place, its type, and what it is called. */
  static String label(AssetInput input) {
    String name =
        input.attributes().get(GraphKeys.QUALIFIED_NAME) instanceof String text && !text.isBlank()
            ? text
            : input.guid();
    String shown = name.length() > NAME_SHOWN ? name.substring(0, NAME_SHOWN) + "…" : name;
    String asset = (input.typeName() + ' ' + shown).strip();
    return input.place().isEmpty() ? asset : input.place() + " (" + asset + ")";
  }
}
