package dev.lily.policy.postgres;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The view that stands for a table. */
final class MaskingView {
  private static final int LONGEST_NAME = 63;
  private static final List<String> OPTIONS = List.of("security_barrier=true");
  private static final String SUFFIX = "_masked";

  private final PgTable table;
  private final String owner;
  private final String query;

  MaskingView(PgTable table, Audience audience, Sight sight, String owner) {
    this.table = table;
    this.owner = owner;
    String columns =
        table.columns().stream()
            .map(
                column ->
                    new Chain(audience.facts(), sight.of(column)).sql()
                        + " AS "
                        + SqlText.name(column.name()))
            .collect(Collectors.joining(",\n  "));
    String rows = new Chain(audience.facts(), sight.rows()).sql();
    query =
        " WITH (security_barrier = true) AS\nSELECT\n  "
            + columns
            + "\nFROM "
            + table.sql()
            + (rows.equals(Sight.ALL_ROWS) ? "" : "\nWHERE " + rows);
  }

  /** The schema of the views for the tables of a schema. */
  static String schema(String schema) {
    return schema + SUFFIX;
  }

  /** Why the table cannot have a view; empty where it can. */
  static Optional<String> obstacle(PgState state, PgTable table, Optional<Remembered> before) {
    String schema = schema(table.schema());
    if (schema.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      return Optional.of("the name of the schema is too long for one with views");
    }
    if (table.rows().enabled() && !before.map(Remembered::enabledRowSecurity).orElse(false)) {
      return Optional.of("it has row-level security of its own, which a view would bypass");
    }
    if (Boolean.FALSE.equals(state.maskedSchemas().get(schema))) {
      return Optional.of("schema " + schema + " is not Lily's");
    }
    return state
        .view(schema, table.name())
        .filter(view -> !Fingerprint.isOurs(view.fingerprint()))
        .map(view -> schema + "." + table.name() + " is not Lily's");
  }

  static String sql(PgTable table) {
    return SqlText.name(schema(table.schema()), table.name());
  }

  /** Whether the view is as this one would be, owner and options included. */
  boolean is(PgView view, String definitionHash) {
    return view.fingerprint().equals(fingerprint())
        && view.definitionHash().equals(definitionHash)
        && view.options().equals(OPTIONS)
        && view.owner().equals(owner);
  }

  /** Whether the view must be dropped, with the rights on it, before this one can be made. */
  boolean mustReplace(PgView view) {
    List<PgColumn> old = view.columns();
    if (!view.owner().equals(owner) || old.size() > table.columns().size()) {
      return true;
    }
    for (int i = 0; i < old.size(); i++) {
      PgColumn mine = table.columns().get(i);
      if (!old.get(i).name().equals(mine.name()) || !old.get(i).type().equals(mine.type())) {
        return true;
      }
    }
    return false;
  }

  List<String> create(Optional<PgView> old) {
    List<String> statements = new ArrayList<>();
    if (old.filter(this::mustReplace).isPresent()) {
      statements.add("DROP VIEW " + sql(table));
    }
    statements.add("CREATE OR REPLACE VIEW " + sql(table) + query);
    statements.add("COMMENT ON VIEW " + sql(table) + " IS " + SqlText.literal(fingerprint()));
    return statements;
  }

  private String fingerprint() {
    return Fingerprint.of(query);
  }
}
