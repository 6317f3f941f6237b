package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.rule.DerivationRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * When derived classifications hold, written down as plainly as possible: whenever one of those
 * holds that they are derived from.
 *
 * @param travelled what reaches the assets otherwise
 * @param own what is put on an asset, whether it is deleted or not
 * @param living what is put on an asset that is not deleted
 */
record DerivedPeriods(
    List<DerivationRule> rules,
    Map<Guid, List<Classification>> travelled,
    Function<Guid, List<Classification>> own,
    Function<Guid, List<Classification>> living) {

  /** Gives what is derived its periods; until nothing changes, as one may build on another. */
  void put(Map<Guid, List<Classification>> reaching) {
    List<Classification> before = List.of();
    List<Classification> after = flat(reaching.values());
    while (!after.equals(before)) {
      before = after;
      List<Classification> derived = derived(reaching);
      reaching.forEach(
          (at, list) ->
              list.replaceAll(
                  each -> same(travelled.get(at), each).isPresent() ? each : held(each, derived)));
      after = flat(reaching.values());
    }
  }

  private static List<Classification> flat(Collection<List<Classification>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }

  private List<Classification> derived(Map<Guid, List<Classification>> reaching) {
    List<Classification> derived = new ArrayList<>();
    reaching.forEach(
        (at, list) ->
            list.stream()
                .filter(each -> same(travelled.get(at), each).isEmpty())
                .forEach(derived::add));
    return derived;
  }

  private Classification held(Classification result, List<Classification> derived) {
    List<Classification> causes =
        rules.stream()
            .filter(rule -> rule.as().equals(result.typeName()))
            .flatMap(rule -> rule.classifications().stream())
            .flatMap(base -> cause(base, result, derived).stream())
            .toList();
    boolean always = causes.stream().anyMatch(cause -> cause.validityPeriods().isEmpty());
    Set<ValidityPeriod> periods = new LinkedHashSet<>();
    causes.forEach(cause -> periods.addAll(cause.validityPeriods()));
    return new Classification(
        result.typeName(),
        result.origin(),
        result.attributes(),
        result.rules(),
        always ? List.of() : List.copyOf(periods));
  }

  /** Nothing is derived from what itself is derived under the same name. */
  private Optional<Classification> cause(
      String base, Classification result, List<Classification> derived) {
    Guid origin = result.origin();
    Classification wanted = new Classification(base, origin);
    Optional<Classification> put = same(own.apply(origin), wanted);
    Optional<Classification> carried =
        Stream.of(
                living.apply(origin),
                flat(travelled.values()),
                base.equals(result.typeName()) ? List.<Classification>of() : derived)
            .flatMap(list -> same(list, wanted).stream())
            .findFirst();
    return carried.isPresent() && put.isPresent() ? put : carried;
  }

  private static Optional<Classification> same(List<Classification> list, Classification wanted) {
    return list.stream()
        .filter(each -> each.typeName().equals(wanted.typeName()))
        .filter(each -> each.origin().equals(wanted.origin()))
        .findFirst();
  }
}
