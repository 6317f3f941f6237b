package dev.lily.policy.ranger;

import dev.lily.policy.AccessForecast.Place;
import dev.lily.policy.AccessForecast.Shift;
import dev.lily.policy.AccessForecast.Sight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What would be different for one principal, counted by what was and what would be. */
final class ShiftCounts {
  private final int examples;
  private final Map<Sights, Count> counts =
      new TreeMap<>(Comparator.comparing(Sights::before).thenComparing(Sights::after));

  ShiftCounts(int examples) {
    this.examples = examples;
  }

  /** What is seen now and what would be seen. */
  record Sights(Sight before, Sight after) {}

  private static final class Count {
    private final List<Place> examples = new ArrayList<>();
    private int places;
  }

  void add(Sights sights, List<Place> places) {
    if (sights.before() == sights.after()) {
      return;
    }
    Count count = counts.computeIfAbsent(sights, fresh -> new Count());
    count.places += places.size();
    places.stream()
        .limit(Math.max(0, examples - count.examples.size()))
        .forEach(count.examples::add);
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  List<Shift> all() {
    List<Shift> all = new ArrayList<>();
    counts.forEach(
        (sights, count) ->
            all.add(new Shift(sights.before(), sights.after(), count.places, count.examples)));
    return all;
  }
}
