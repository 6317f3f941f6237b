package dev.lily.notifications.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.lineage.Delta;
import dev.lily.graph.lineage.Delta.Spreading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What one change led to about one classification, from however many origins. */
final class JointSpread {
  private final List<Spreading> spreads;

  /** By asset; empty for one origin, whose assets are different ones anyway. */
  private final Map<Guid, List<ClassificationChange>> joined;

  private JointSpread(List<Spreading> spreads) {
    this.spreads = spreads;
    this.joined = spreads.size() == 1 ? Map.of() : joined(spreads);
  }

  /** Of a tenant. */
  record About(TenantId tenant, String classification) {}

  static Map<About, JointSpread> of(Delta delta) {
    Map<About, List<Spreading>> spreads = new LinkedHashMap<>();
    for (Spreading spread : delta.spreads()) {
      if (!lists(spread).values().stream().allMatch(List::isEmpty)) {
        spreads
            .computeIfAbsent(
                new About(spread.tenant(), spread.classification().typeName()),
                first -> new ArrayList<>())
            .add(spread);
      }
    }
    Map<About, JointSpread> joint = new LinkedHashMap<>();
    spreads.forEach((about, all) -> joint.put(about, new JointSpread(all)));
    return joint;
  }

  private static Map<Operation, List<Guid>> lists(Spreading spread) {
    Map<Operation, List<Guid>> lists = new LinkedHashMap<>();
    lists.put(Operation.ADDED, spread.added());
    lists.put(Operation.UPDATED, spread.updated());
    lists.put(Operation.REMOVED, spread.removed());
    return lists;
  }

  private static Map<Guid, List<ClassificationChange>> joined(List<Spreading> spreads) {
    Map<Guid, List<ClassificationChange>> joined = new LinkedHashMap<>();
    for (Spreading spread : spreads) {
      each(
          spread,
          (asset, changes) ->
              joined.merge(
                  asset,
                  changes,
                  (known, more) -> Stream.concat(known.stream(), more.stream()).toList()));
    }
    return joined;
  }

  private static void each(Spreading spread, BiConsumer<Guid, List<ClassificationChange>> visit) {
    lists(spread)
        .forEach(
            (operation, assets) -> {
              List<ClassificationChange> same =
                  List.of(new ClassificationChange(operation, spread.classification()));
              assets.forEach(asset -> visit.accept(asset, same));
            });
  }

  /** One for each origin. */
  List<Spreading> spreads() {
    return spreads;
  }

  List<Guid> origins() {
    return spreads.stream().map(spread -> spread.classification().origin()).toList();
  }

  /** How many assets it is about. */
  long size() {
    return joined.isEmpty()
        ? lists(spreads.get(0)).values().stream().mapToLong(List::size).sum()
        : joined.size();
  }

  /** Visits every asset once, with all that changed about it. */
  void each(BiConsumer<Guid, List<ClassificationChange>> visit) {
    if (joined.isEmpty()) {
      each(spreads.get(0), visit);
    } else {
      joined.forEach(visit);
    }
  }
}
