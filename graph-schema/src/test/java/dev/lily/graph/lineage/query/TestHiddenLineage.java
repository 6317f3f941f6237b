package dev.lily.graph.lineage.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageDirection;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.sight.AssetAct;
import dev.lily.graph.sight.AssetGuard;
import dev.lily.graph.sight.Sight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * On random graphs, what somebody sees from whom assets are hidden equals what everybody sees of a
 * graph without them.
 */
class TestHiddenLineage {
  private static final int GRAPHS = 300;
  private static final List<String> TYPES =
      List.of("table", "table", "job", "column", "column", "schema");

  @Test
  void whatIsHiddenMightAsWellNotExist() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      new Run(seed).check();
    }
  }

  private static final class Run implements AssetGuard {
    private final Random random;
    private final Warehouse whole = new Warehouse();
    private final Warehouse part = new Warehouse();
    private final List<String> names = new ArrayList<>();
    private final Set<String> hidden = new HashSet<>();
    private final String about;

    Run(int seed) {
      random = new Random(seed);
      about = "graph " + seed;
      int size = 3 + random.nextInt(12);
      for (int i = 0; i < size; i++) {
        String name = TYPES.get(random.nextInt(TYPES.size())) + "." + i;
        names.add(name);
        if (random.nextInt(4) == 0) {
          hidden.add(name);
        }
        whole.put(name, false);
        if (hidden.contains(name)) {
          part.at();
        } else {
          part.put(name, false);
        }
      }
      for (int i = random.nextInt(size * 3); i > 0; i--) {
        connect(names.get(random.nextInt(size)), names.get(random.nextInt(size)));
      }
    }

    private void connect(String from, String to) {
      LineageEdge edge =
          from.startsWith("schema") || (from.startsWith("table") && to.startsWith("column"))
              ? Warehouse.relation(from, to, "contains", EdgeKind.HIERARCHY, PropagateTags.NONE)
              : Warehouse.edge(from, to);
      whole.put(edge);
      if (hidden.contains(from) || hidden.contains(to)) {
        part.at();
      } else {
        part.put(edge);
      }
    }

    void check() {
      part.index.advance(whole.index.position());
      LineageQueries seen = whole.queries.seenBy(this);
      for (String root : names) {
        for (LineageDirection direction : LineageDirection.values()) {
          for (Lens lens : Lens.values()) {
            SceneQuery query =
                new SceneQuery(Warehouse.guid(root), direction, 3, lens, 100, Optional.empty());
            assertThat(seen.scene(Warehouse.TENANT, query).map(Run::said))
                .as(about + " " + root + " " + lens)
                .isEqualTo(part.queries.scene(Warehouse.TENANT, query).map(Run::said));
          }
        }
        assertThat(seen.counts(Warehouse.TENANT, Warehouse.guid(root)))
            .as(about)
            .isEqualTo(part.queries.counts(Warehouse.TENANT, Warehouse.guid(root)));
        for (String target : names) {
          for (Lens lens : List.of(Lens.ASSET, Lens.COLUMN)) {
            assertThat(
                    seen.path(Warehouse.TENANT, Warehouse.guid(root), Warehouse.guid(target), lens))
                .as(about + " " + root + " " + target)
                .isEqualTo(
                    part.queries.path(
                        Warehouse.TENANT, Warehouse.guid(root), Warehouse.guid(target), lens));
          }
        }
      }
      for (Lens lens : List.of(Lens.ASSET, Lens.COLUMN)) {
        assertThat(seen.cycles(Warehouse.TENANT, lens, 10, 10))
            .as(about)
            .isEqualTo(part.queries.cycles(Warehouse.TENANT, lens, 10, 10));
      }
    }

    /** Edges between groups come in no order. */
    private static List<Object> said(Scene scene) {
      return List.of(
          scene.root(),
          scene.nodes(),
          Set.copyOf(scene.edges()),
          scene.cycles(),
          scene.shown(),
          scene.total(),
          scene.position());
    }

    @Override
    public boolean isOpen() {
      return false;
    }

    @Override
    public Sight sight(AssetRef asset, Collection<Classification> carried) {
      return hidden.contains(asset.key().qualifiedName()) ? Sight.HIDDEN : Sight.CLEAR;
    }

    @Override
    public boolean allows(AssetAct act, AssetRef asset, Collection<Classification> carried) {
      return false;
    }
  }
}
