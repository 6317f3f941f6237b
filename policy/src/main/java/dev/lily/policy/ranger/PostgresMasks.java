package dev.lily.policy.ranger;

import dev.lily.policy.MaskType;
import dev.lily.policy.postgres.SqlText;
import java.util.Locale;
import java.util.Set;

/**
 * The masks as SQL of PostgreSQL 11 or newer, without extensions. The masked value has the type of
 * the column, so that a view keeps its types when policies change; a type that has no such values
 * is masked to NULL. Hashes equal those of the masks for Trino.
 */
final class PostgresMasks {
  private static final Set<String> TEXTS =
      Set.of("text", "character varying", "character", "bpchar", "name", "citext");
  private static final Set<String> NUMBERS =
      Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");

  private PostgresMasks() {}

  /**
   * The mask filled in.
   *
   * @param columnType as {@code format_type} writes it
   */
  static String expression(MaskType type, String template, String column, String columnType) {
    String quoted = SqlText.name(column);
    return "cast(" + masked(type, template, quoted, columnType) + " as " + columnType + ")";
  }

  private static String masked(MaskType type, String template, String column, String columnType) {
    String base = base(columnType);
    boolean text = TEXTS.contains(base);
    return switch (type) {
      case MASK_NONE -> column;
      case MASK_NULL -> "NULL";
      case MASK_HASH ->
          text ? "upper(encode(sha256(convert_to(" + column + "::text, 'UTF8')), 'hex'))" : "NULL";
      case MASK -> text ? redacted(column) : NUMBERS.contains(base) ? zero(column) : "NULL";
      case MASK_SHOW_LAST_4 ->
          text ? crosses(column) + " || right(" + column + "::text, 4)" : "NULL";
      case MASK_SHOW_FIRST_4 ->
          text ? "left(" + column + "::text, 4) || " + crosses(column) : "NULL";
      case MASK_DATE_SHOW_YEAR ->
          base.equals("date") || base.startsWith("timestamp")
              ? "date_trunc('year', " + column + ")"
              : "NULL";
      case CUSTOM ->
          SqlText.isEnclosed(template)
              ? "(" + MaskExpressions.fill(template, column, columnType) + ")"
              : "NULL";
    };
  }

  /** Capital letters, digits, and then whatever else is neither blank nor punctuation. */
  private static String redacted(String column) {
    return "regexp_replace(regexp_replace(regexp_replace("
        + column
        + "::text, '[[:upper:]]', 'X', 'g'), '[[:digit:]]', '0', 'g'),"
        + " '[^X0[:punct:][:space:]]', 'x', 'g')";
  }

  private static String zero(String column) {
    return "CASE WHEN " + column + " IS NOT NULL THEN 0 END";
  }

  private static String crosses(String column) {
    return "repeat('X', greatest(length(" + column + "::text) - 4, 0))";
  }

  /** {@code character varying} of {@code character varying(20)}. */
  private static String base(String columnType) {
    if (columnType.endsWith("[]")) {
      return columnType;
    }
    int open = columnType.indexOf('(');
    String base = open < 0 ? columnType : columnType.substring(0, open);
    return base.substring(base.lastIndexOf('.') + 1).strip().toLowerCase(Locale.ROOT);
  }
}
