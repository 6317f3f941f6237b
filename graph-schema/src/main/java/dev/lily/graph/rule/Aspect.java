package dev.lily.graph.rule;

import dev.lily.graph.asset.Asset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something about an asset that others may inherit: an attribute, like {@code owner}, or a custom
 * attribute, like {@code customAttributes.team}. {@code certificateStatus} is either, as for {@link
 * Asset#certificate()}.
 */
public record Aspect(String name) {
  private static final String CUSTOM = "customAttributes.";
  private static final String IDENTITY = "qualifiedName";
  private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.$-]{0,127}");
  private static final Pattern KEY = Pattern.compile("[^\\p{Cntrl}]{1,128}");

  /** What is wrong about the name; empty where nothing is. */
  Optional<String> fault() {
    if (name.equals(IDENTITY)) {
      return Optional.of("an asset's qualifiedName is its own; name another attribute");
    }
    boolean wellFormed =
        name.startsWith(CUSTOM)
            ? KEY.matcher(name.substring(CUSTOM.length())).matches()
            : ATTRIBUTE.matcher(name).matches();
    return wellFormed
        ? Optional.empty()
        : Optional.of(
            "the name of an attribute or customAttributes.<key>, of at most 128 characters, is"
                + " expected"
                + (name.isEmpty() ? "" : ", not '%s'".formatted(name)));
  }

  /** The attribute that it stands for; empty for a custom attribute and what may be one. */
  Optional<String> attribute() {
    boolean custom = name.startsWith(CUSTOM) || name.equals(Asset.CERTIFICATE);
    return custom ? Optional.empty() : Optional.of(name);
  }

  /** The asset's own value; empty where it has none, or a blank one. */
  public Optional<Object> valueOf(Asset asset) {
    if (name.equals(Asset.CERTIFICATE)) {
      return present(asset.certificate());
    }
    return name.startsWith(CUSTOM)
        ? present(asset.customAttributes().get(name.substring(CUSTOM.length())))
        : present(asset.attributes().get(name));
  }

  private static Optional<Object> present(@Nullable Object value) {
    return Optional.ofNullable(value).filter(known -> !isBlank(known));
  }

  /** The names of all aspects for which the asset has a value of its own that is not blank. */
  public static Set<String> allOf(Asset asset) {
    Set<String> names = new HashSet<>();
    asset
        .attributes()
        .forEach(
            (name, value) -> {
              if (value != null && !isBlank(value) && isAspect(name)) {
                names.add(name);
              }
            });
    asset
        .customAttributes()
        .forEach(
            (key, value) -> {
              if (!value.isBlank()) {
                names.add(custom(key));
              }
            });
    if (!asset.certificate().isBlank()) {
      names.add(Asset.CERTIFICATE);
    }
    return Set.copyOf(names);
  }

  /** Whether the attribute is one that others may inherit. */
  public static boolean isAspect(String attribute) {
    return !attribute.equals(IDENTITY);
  }

  /** The name of the aspect that a custom attribute is. */
  public static String custom(String key) {
    return CUSTOM + key;
  }

  private static boolean isBlank(Object value) {
    return value instanceof String text && text.isBlank()
        || value instanceof Collection<?> values && values.isEmpty()
        || value instanceof Map<?, ?> fields && fields.isEmpty();
  }
}
