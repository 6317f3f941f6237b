package dev.lily.policy.ranger;

import org.apache.ranger.plugin.model.RangerServiceDef.RangerDataMaskTypeDef;

/**
 * The masks of Ranger's Trino definition, made to work for every scalar type: the original ones
 * fail a query where the column is no text. A value whose masked text is none of the type's becomes
 * NULL.
 */
final class TrinoMasks {
  private static final String TEXT = "cast({col} as varchar)";

  private TrinoMasks() {}

  static void makeTypeSafe(RangerDataMaskTypeDef mask) {
    String masked = masked(mask.getName());
    if (!masked.isEmpty()) {
      mask.setTransformer("try_cast(" + masked + " as {type})");
    }
  }

  private static String masked(String maskType) {
    return switch (maskType) {
      case "MASK" ->
          "regexp_replace(regexp_replace(regexp_replace("
              + TEXT
              + ", '[A-Z]', 'X'), '[a-z]', 'x'), '[0-9]', '0')";
      case "MASK_SHOW_LAST_4" -> "regexp_replace(" + TEXT + ", '.(?=.{4})', 'X')";
      case "MASK_SHOW_FIRST_4" -> "regexp_replace(" + TEXT + ", '(?<=.{4}).', 'X')";
      case "MASK_HASH" -> "to_hex(sha256(to_utf8(" + TEXT + ")))";
      default -> "";
    };
  }
}
