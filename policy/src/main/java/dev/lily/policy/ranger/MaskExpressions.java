package dev.lily.policy.ranger;

import dev.lily.policy.Decision;
import dev.lily.policy.MaskType;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.ranger.ServiceEngine.MaskChoice;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerDataMaskTypeDef;
import org.apache.ranger.plugin.policyengine.RangerAccessResult;

/** A mask that Ranger's engine chose as SQL for one column. */
final class MaskExpressions {
  private static final Set<String> TEXTS = Set.of("varchar", "char", "json");
  private static final Set<String> SCALARS =
      Set.of(
          "varchar",
          "char",
          "json",
          "bigint",
          "integer",
          "smallint",
          "tinyint",
          "real",
          "double",
          "decimal",
          "boolean",
          "date",
          "time",
          "timestamp",
          "uuid",
          "ipaddress");

  /** What other systems, from which the catalog knows a type, call those of Trino. */
  private static final Map<String, String> TRINO_TYPES =
      Map.of(
          "string", "varchar",
          "int", "integer",
          "long", "bigint",
          "short", "smallint",
          "byte", "tinyint",
          "float", "real",
          "binary", "varbinary");

  private MaskExpressions() {}

  static MaskChoice choice(RangerAccessResult result) {
    MaskType type = MaskType.valueOf(result.getMaskType().toUpperCase(Locale.ROOT));
    return new MaskChoice(type, template(type, result), result.getPolicyId());
  }

  static Decision.Mask fill(
      ServiceType service, MaskChoice choice, String column, String columnType) {
    return new Decision.Mask(choice.type(), expression(service, choice, column, columnType));
  }

  private static String expression(
      ServiceType service, MaskChoice choice, String column, String columnType) {
    if (service == ServiceType.TRINO || service == ServiceType.PRESTO) {
      String type = TRINO_TYPES.getOrDefault(columnType.toLowerCase(Locale.ROOT), columnType);
      return trino(choice.type(), choice.template(), column, type);
    }
    if (service == ServiceType.POSTGRESQL) {
      return PostgresMasks.expression(choice.type(), choice.template(), column, columnType);
    }
    return service == ServiceType.HIVE
        ? fill(choice.template(), '`' + column.replace("`", "``") + '`', columnType)
        : fill(choice.template(), quoted(column), columnType);
  }

  private static String quoted(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }

  private static String template(MaskType type, RangerAccessResult result) {
    if (type == MaskType.CUSTOM) {
      String value = result.getMaskedValue();
      return value == null || value.isBlank() ? "NULL" : value;
    }
    RangerDataMaskTypeDef definition = result.getMaskTypeDef();
    String transformer = definition == null ? null : definition.getTransformer();
    return transformer == null || transformer.isBlank() ? "NULL" : transformer;
  }

  private static String trino(MaskType type, String template, String column, String columnType) {
    if (template.equals("NULL") || !canMask(type, base(columnType))) {
      return "cast(NULL as " + columnType + ")";
    }
    return fill(template, quoted(column), columnType);
  }

  private static boolean canMask(MaskType type, String base) {
    return switch (type) {
      case CUSTOM, MASK_NONE -> true;
      case MASK_NULL -> false;
      case MASK_HASH -> TEXTS.contains(base);
      case MASK_DATE_SHOW_YEAR -> base.equals("date") || base.equals("timestamp");
      case MASK, MASK_SHOW_LAST_4, MASK_SHOW_FIRST_4 -> SCALARS.contains(base);
    };
  }

  /** {@code timestamp} of {@code timestamp(3) with time zone}. */
  private static String base(String columnType) {
    int end = 0;
    while (end < columnType.length() && Character.isLetterOrDigit(columnType.charAt(end))) {
      end++;
    }
    return columnType.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** Fills both places at once: a column may itself be named like a place. */
  static String fill(String template, String column, String columnType) {
    StringBuilder sql = new StringBuilder(template.length() + 32);
    int from = 0;
    for (int at = template.indexOf('{'); at >= 0; at = template.indexOf('{', from)) {
      sql.append(template, from, at);
      if (template.startsWith("{col}", at)) {
        sql.append(column);
        from = at + "{col}".length();
      } else if (template.startsWith("{type}", at)) {
        sql.append(columnType);
        from = at + "{type}".length();
      } else {
        sql.append('{');
        from = at + 1;
      }
    }
    return sql.append(template, from, template.length()).toString();
  }
}
