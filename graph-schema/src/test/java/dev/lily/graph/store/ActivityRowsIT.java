package dev.lily.graph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.activity.Activity;
import dev.lily.graph.activity.ActivityMark;
import dev.lily.graph.activity.ActivityStore.Item;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent.AttributeChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories in the store beside a graph. */
class ActivityRowsIT {
  private static final Guid TABLE = new Guid(1, 2);
  private static final Guid OTHER = new Guid(1, 3);
  private static final int ALL = 10_000;

  private Path folder;
  private GraphCatalog catalog;

  @BeforeEach
  void open(@TempDir Path data) {
    folder = data;
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  private static Activity activity(long time, String id) {
    return new Activity(
        id,
        new Origin("sam", "request", time),
        Kind.UPDATED,
        Map.of("description", new AttributeChange("before " + id, null)),
        List.of(),
        List.of());
  }

  private List<Activity> all(Guid asset) {
    return catalog.activity().read(asset, Optional.empty(), ALL);
  }

  @Test
  void theNewestComesFirstWhateverTheOrderOfWriting() {
    List<Activity> sorted =
        new ArrayList<>(
            List.of(
                activity(300, "9-0"),
                activity(200, "5-p1"),
                activity(200, "10-1"),
                activity(200, "10-0"),
                activity(200, "9-12"),
                activity(100, "200-0")));
    sorted.sort((a, b) -> a.mark().compareTo(b.mark()));
    List<Item> items = new ArrayList<>(sorted.stream().map(one -> new Item(TABLE, one)).toList());
    Collections.shuffle(items, new Random(7));
    catalog.activity().add(items.subList(0, 3));
    catalog.activity().add(items.subList(3, 6));
    catalog.activity().add(List.of(new Item(OTHER, activity(400, "11-0"))));

    catalog.close();
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));

    assertThat(all(TABLE)).containsExactlyElementsOf(sorted);
    assertThat(sorted.get(0).id()).isEqualTo("9-0");
    assertThat(sorted.get(5).id()).isEqualTo("200-0");
    for (int at = 0; at < sorted.size(); at++) {
      Optional<ActivityMark> mark = ActivityMark.parse(sorted.get(at).mark().toString());
      assertThat(mark).contains(sorted.get(at).mark());
      assertThat(catalog.activity().read(TABLE, mark, 2))
          .isEqualTo(sorted.subList(at + 1, Math.min(at + 3, sorted.size())));
    }
  }

  @Test
  void whatComesAgainIsThereOnce() {
    List<Item> items =
        List.of(new Item(TABLE, activity(1, "1-0")), new Item(OTHER, activity(1, "1-0")));
    catalog.activity().add(items);
    catalog.activity().add(items);
    assertThat(all(TABLE)).hasSize(1);
    catalog.activity().forget(List.of(TABLE));
    assertThat(all(TABLE)).isEmpty();
    assertThat(all(OTHER)).hasSize(1);
  }

  @Test
  void aLongHistoryIsTrimmedToItsNewest() {
    catalog
        .activity()
        .add(
            LongStream.rangeClosed(1, 1_280)
                .mapToObj(position -> new Item(TABLE, activity(position, position + "-0")))
                .toList());
    List<Activity> kept = all(TABLE);
    assertThat(kept).hasSize(ActivityRows.KEPT);
    assertThat(kept.get(0).id()).isEqualTo("1280-0");
  }
}
