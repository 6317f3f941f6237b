package dev.lily.graph.lineage.query;

import com.carrotsearch.hppc.IntArrayList;
import dev.lily.graph.lineage.LineageView;
import dev.lily.graph.lineage.query.NearestFirst.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Lists what a walk reached. */
final class ImpactWalk {
  private final Ground ground;
  private final LineageView view;
  private final ImpactQuery query;
  private final Walked walked;
  private final Boolean[] types;
  private final TreeMap<String, Integer> byType = new TreeMap<>();
  private final TreeMap<Integer, Integer> byDistance = new TreeMap<>();

  ImpactWalk(Ground ground, ImpactQuery query, int root) {
    this.ground = ground;
    this.view = ground.view();
    this.query = query;
    this.types = new Boolean[view.typeLimit()];
    int steps = Math.min(query.depth(), Integer.MAX_VALUE / 4) * 2;
    this.walked =
        new Walked(
            ground,
            new Starts(ground).everything(root),
            query.direction(),
            Reach.Limits.wide(steps));
  }

  Impact list(int root) {
    IntArrayList nodes = walked.nodes();
    IntArrayList matching = new IntArrayList();
    int reached = 0;
    for (int i = 0; i < nodes.size(); i++) {
      int node = nodes.get(i);
      if (!walked.isStart(node)) {
        reached++;
        if (passes(node)) {
          matching.add(node);
          byDistance.merge(walked.distance(node), 1, Integer::sum);
        }
      }
    }
    countTypes(matching);
    Page page =
        new NearestFirst(ground, matching, walked::steps).page(query.after(), query.limit());
    return new Impact(
        view.position(),
        ground.brief(root),
        reached,
        matching.size(),
        page.through(),
        walked.isComplete(),
        byType,
        byDistance,
        rows(page),
        page.more() ? page.end() : Optional.empty());
  }

  private List<Impact.Row> rows(Page page) {
    List<Impact.Row> rows = new ArrayList<>(page.nodes().size());
    for (int i = 0; i < page.nodes().size(); i++) {
      int node = page.nodes().get(i);
      rows.add(new Impact.Row(view.guid(node), walked.side(node), walked.distance(node)));
    }
    return rows;
  }

  private void countTypes(IntArrayList matching) {
    int[] counts = new int[view.typeLimit()];
    for (int i = 0; i < matching.size(); i++) {
      counts[view.type(matching.get(i))]++;
    }
    for (int type = 0; type < counts.length; type++) {
      if (counts[type] > 0) {
        byType.merge(view.typeName(type), counts[type], Integer::sum);
      }
    }
  }

  private boolean passes(int node) {
    return query.filter().carrying().map(wanted -> carries(node, wanted)).orElse(true)
        && passesType(view.type(node))
        && query
            .filter()
            .qualifiedName()
            .map(name -> view.key(node).filter(key -> name.test(key.qualifiedName())).isPresent())
            .orElse(true);
  }

  private boolean carries(int node, ImpactQuery.Carrying wanted) {
    String name = wanted.classification();
    return wanted
        .holdsAt()
        .map(time -> view.carries(node, name, time))
        .orElseGet(() -> view.carries(node, name));
  }

  private boolean passesType(int type) {
    if (query.filter().typeName().isEmpty()) {
      return true;
    }
    if (types[type] == null) {
      types[type] = query.filter().typeName().get().test(view.typeName(type));
    }
    return types[type];
  }
}
