package dev.lily.policy.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells who reads protected tables past the policies: no right of a table keeps them out. */
final class ReadsPast {
  private static final int SHOWN = 20;
  private static final Comparator<PgRole> BY_NAME = Comparator.comparing(PgRole::name);

  private final PgState state;
  private final Map<String, Set<String>> byOwner = new TreeMap<>();
  private final Map<PgRole, Set<String>> byDefiner = new TreeMap<>(BY_NAME);
  private final List<String> warnings = new ArrayList<>();

  ReadsPast(PgState state) {
    this.state = state;
  }

  /** Asks of a protected table who reads past. */
  void add(Protection of, Audience audience) {
    PgTable table = of.table();
    byOwner.computeIfAbsent(table.owner(), o -> new TreeSet<>()).add(table.toString());
    if (!table.readers().isEmpty()) {
      warnings.add(
          table + ": read by the rights of their owners, past the policies, by " + table.readers());
    }
    if (!table.above().isEmpty() && of.above().isEmpty()) {
      warnings.add(
          table + ": its rows are read in clear through " + table.above() + "; tag that too");
    }
    for (PgRole role : state.roles()) {
      if (!role.functions().isEmpty() && readsMore(role, table, of.sight(), audience)) {
        byDefiner.computeIfAbsent(role, r -> new TreeSet<>()).add(table.toString());
      }
    }
  }

  /** Whether the role sees of the table what somebody of whom no policy knows does not see. */
  private boolean readsMore(PgRole role, PgTable table, Sight sight, Audience audience) {
    if (role.readsAll() || role.memberOf().contains(table.owner())) {
      return true;
    }
    boolean mayRead =
        Stream.concat(
                table.grants().stream(),
                state.rememberedAnyhow(table).stream().flatMap(known -> known.revoked().stream()))
            .map(PgGrant::grantee)
            .anyMatch(grantee -> grantee.isEmpty() || role.memberOf().contains(grantee));
    return mayRead && !sight.isSame(audience.of(role.name()), Audience.NOTHING);
  }

  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    byDefiner.forEach(
        (role, tables) ->
            all.add(
                "functions with SECURITY DEFINER read as %s, past the policies, %s: %s"
                    .formatted(role.name(), some(tables), some(role.functions()))));
    byOwner.forEach(
        (owner, tables) -> {
          String readers =
              names(role -> role.memberOf().contains(owner) && !role.name().equals(state.user()));
          if (!readers.isEmpty()) {
            all.add(readers + " may act as " + owner + " and read in clear " + tables);
          }
        });
    String everywhere = names(PgRole::readsAll);
    if (!byOwner.isEmpty() && !everywhere.isEmpty()) {
      all.add(everywhere + " may read every table of the database in clear");
    }
    return all;
  }

  /** Those who can log in. */
  private String names(Predicate<PgRole> which) {
    return state.roles().stream()
        .filter(role -> role.login() && which.test(role))
        .map(PgRole::name)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String some(Collection<String> names) {
    String first = names.stream().limit(SHOWN).collect(Collectors.joining(", ", "[", "]"));
    return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
  }
}
