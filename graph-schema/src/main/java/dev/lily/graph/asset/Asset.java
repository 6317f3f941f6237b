package dev.lily.graph.asset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An asset as it is stored.
 *
 * @param attributes values by attribute name, JSON-like (strings, numbers, booleans, lists, maps);
 *     references to other assets are relationships and not among them
 * @param classifications its own, without propagated ones
 * @param businessAttributes values by business-metadata name and attribute name
 * @param incomplete true for a shell: something refers to it, nobody has described it yet
 */
public record Asset(
    AssetRef ref,
    AssetStatus status,
    boolean incomplete,
    Map<String, @Nullable Object> attributes,
    List<Classification> classifications,
    Set<String> labels,
    Map<String, String> customAttributes,
    Map<String, Map<String, @Nullable Object>> businessAttributes,
    AuditInfo audit) {
  /** An attribute where the type has it, else a custom attribute. */
  public static final String CERTIFICATE = "certificateStatus";

  public Asset {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    classifications = List.copyOf(classifications);
    labels = Set.copyOf(labels);
    customAttributes = Map.copyOf(customAttributes);
    businessAttributes = Map.copyOf(businessAttributes);
  }

  /** The same with these own classifications. */
  public Asset classified(List<Classification> own) {
    return new Asset(
        ref,
        status,
        incomplete,
        attributes,
        own,
        labels,
        customAttributes,
        businessAttributes,
        audit);
  }

  public Guid guid() {
    return ref.guid();
  }

  public String typeName() {
    return ref.key().typeName();
  }

  public String qualifiedName() {
    return ref.key().qualifiedName();
  }

  /** How far it can be relied on: its certificateStatus, if it has one, like {@code VERIFIED}. */
  public String certificate() {
    Object status = attributes.get(CERTIFICATE);
    return status instanceof String text ? text : customAttributes.getOrDefault(CERTIFICATE, "");
  }

  /** What a person calls it: displayName, else name, else the last resort qualifiedName. */
  public String displayText() {
    for (String attribute : List.of("displayName", "name")) {
      if (attributes.get(attribute) instanceof String text && !text.isBlank()) {
        return text;
      }
    }
    return qualifiedName();
  }
}
