package dev.lily.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether an engine can have resources of the elements of a pattern. Where it cannot, it would
 * match the pattern with nothing, and a policy about it would never apply.
 */
final class PatternShape {
  private final String engine;
  private final EngineWords words;

  PatternShape(String engine, EngineWords words) {
    this.engine = engine;
    this.words = words;
  }

  /** What is wrong, to be read after the name of the field; absent where the pattern fits. */
  Optional<String> fault(ResourcePattern pattern, Effect effect) {
    Set<String> given = pattern.elements().keySet();
    Optional<List<String>> deepest =
        words.paths().stream()
            .filter(one -> given.contains(one.get(one.size() - 1)))
            .max(Comparator.comparingInt(List::size));
    if (deepest.isEmpty()) {
      return Optional.of(".elements: %s are not of %s".formatted(given, engine));
    }
    List<String> path = deepest.get();
    if (!path.containsAll(given)) {
      Set<String> others = new TreeSet<>(given);
      path.forEach(others::remove);
      return Optional.of(
          ".elements: in %s no resource has both %s and '%s'; write an entry for each"
              .formatted(engine, others, path.get(path.size() - 1)));
    }
    List<String> missing = path.stream().filter(element -> !given.contains(element)).toList();
    if (!missing.isEmpty()) {
      return Optional.of(
          ".elements: '%s' of %s is addressed by %s and %s missing, so that nothing would match; name %s or, for all, use %s"
              .formatted(
                  path.get(path.size() - 1),
                  engine,
                  path,
                  missing + (missing.size() == 1 ? " is" : " are"),
                  missing.size() == 1 ? "it" : "them",
                  missing.stream()
                      .map("\"%s\":[\"*\"]"::formatted)
                      .collect(Collectors.joining(", "))));
    }
    if (!pattern.inside() && !words.leaves().contains(path.get(path.size() - 1))) {
      return Optional.of(
          ".inside: %s has nothing that ends at '%s'; leave \"inside\": false out"
              .formatted(engine, path.get(path.size() - 1)));
    }
    if (effect instanceof Effect.Mask) {
      return outside("masks", words.masks(), path, pattern.inside());
    }
    return effect instanceof Effect.FilterRows
        ? outside("filters the rows of", words.rowFilters(), path, pattern.inside())
        : Optional.empty();
  }

  private Optional<String> outside(
      String does, List<String> able, List<String> path, boolean inside) {
    boolean within = path.size() <= able.size() && able.subList(0, path.size()).equals(path);
    if (able.isEmpty()) {
      return Optional.of(": %s %s nothing".formatted(engine, does));
    }
    if (within && (inside || path.size() == able.size())) {
      return Optional.empty();
    }
    String what = able.get(able.size() - 1).toLowerCase(Locale.ROOT);
    return Optional.of(
        within
            ? ".inside: %s %s a %s; name it or leave \"inside\": false out"
                .formatted(engine, does, what)
            : ".elements: %s %s a %s, which is addressed by %s, and nothing would match '%s'"
                .formatted(engine, does, what, able, path.get(path.size() - 1)));
  }
}
