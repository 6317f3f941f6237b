package dev.lily.graph.type;

import dev.lily.graph.ErrorCode;
import java.util.List;
import java.util.regex.Pattern;

/** What types may be called; classifications may have dots in their names. */
final class TypeNames {
  private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_ ]*");
  private static final Pattern CLASSIFICATION_SYNTAX = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_ .]*");
  private static final Pattern PUNCTUATION = Pattern.compile("[<>, ]+");

  /** The search index takes type names as a whole, up to 32,766 bytes. */
  private static final int LENGTH = 4_096;

  private TypeNames() {}

  static void check(TypeDef def, Problems problems) {
    boolean classification = def.category() == TypeCategory.CLASSIFICATION;
    Pattern syntax = classification ? CLASSIFICATION_SYNTAX : SYNTAX;
    if (!syntax.matcher(def.name()).matches()) {
      problems.add(
          ErrorCode.TYPE_NAME_INVALID_FORMAT,
          "'"
              + def.name()
              + "' is no name for a type: it must be a letter followed by letters, digits, '_'"
              + (classification ? ", '.'" : "")
              + " or spaces");
    } else if (def.name().length() > LENGTH) {
      problems.add(
          ErrorCode.TYPE_NAME_INVALID_FORMAT,
          "a type's name has %d characters, at most %d are allowed"
              .formatted(def.name().length(), LENGTH));
    } else if (PrimitiveType.find(def.name()) != null || def.name().equals(ObjectIdType.ANY)) {
      problems.add(
          ErrorCode.TYPE_NAME_INVALID, "'" + def.name() + "' is the name of a built-in type");
    }
  }

  /** The names within a type name: {@code map<string,hive_order>} gives map, string, hive_order. */
  static List<String> parts(String typeName) {
    return List.of(PUNCTUATION.split(typeName));
  }
}
