package dev.lily.graph.sight;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.rule.Glob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes details out of assets. What makes an asset known (type, names, status, classifications)
 * stays whatever the patterns say.
 *
 * @param parts patterns of attribute names; {@value #CUSTOM}, {@value #BUSINESS} and {@value
 *     #LABELS} are those parts as a whole
 */
public record Redaction(Set<String> parts) {
  public static final String CUSTOM = "customAttributes";
  public static final String BUSINESS = "businessAttributes";
  public static final String LABELS = "labels";
  public static final Redaction NOTHING = new Redaction(Set.of());

  /** What is taken out where nothing else is said. */
  public static final Redaction STANDARD =
      new Redaction(
          Set.of(
              "description",
              "userDescription",
              "longDescription",
              "comment",
              "*sample*",
              "*Sample*",
              CUSTOM,
              BUSINESS));

  private static final Set<String> KEPT =
      Set.of("name", "qualifiedName", "displayName", Asset.CERTIFICATE);

  public Redaction {
    parts = Set.copyOf(parts);
  }

  public boolean isNothing() {
    return parts.isEmpty();
  }

  /** The asset without what is taken out. */
  public Asset of(Asset asset) {
    if (isNothing()) {
      return asset;
    }
    List<Glob> patterns = parts.stream().map(Glob::new).toList();
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    asset
        .attributes()
        .forEach(
            (name, value) -> {
              if (KEPT.contains(name) || !takes(patterns, name)) {
                attributes.put(name, value);
              }
            });
    return new Asset(
        asset.ref(),
        asset.status(),
        asset.incomplete(),
        attributes,
        asset.classifications(),
        takes(patterns, LABELS) ? Set.of() : asset.labels(),
        takes(patterns, CUSTOM) ? Map.of() : asset.customAttributes(),
        takes(patterns, BUSINESS) ? Map.of() : asset.businessAttributes(),
        asset.audit());
  }

  /** Whether an attribute of that name, or a part, is taken out. */
  public boolean takes(String part) {
    return !KEPT.contains(part) && takes(parts.stream().map(Glob::new).toList(), part);
  }

  private static boolean takes(List<Glob> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(name));
  }

  @Override
  public String toString() {
    return parts.stream().sorted().collect(Collectors.joining(", "));
  }
}
