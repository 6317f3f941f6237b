package dev.lily.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.AssetReader;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.SnapshotFile.Loaded;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.graph.type.TypesDef;
import dev.lily.graph.type.TypesDefCodec;
import dev.lily.notifications.broker.KafkaConnection;
import dev.lily.notifications.log.ChangeLogConsumer;
import dev.lily.notifications.log.ChangeLogHandler;
import dev.lily.notifications.log.ConsumedEvent;
import dev.lily.notifications.log.ConsumerSettings;
import dev.lily.notifications.log.DeadLetters;
import dev.lily.notifications.log.LogExtent;
import dev.lily.notifications.log.Topics;
import dev.lily.notifications.propagation.IndexFollower;
import dev.lily.notifications.propagation.IndexSnapshots;
import dev.lily.notifications.propagation.SnapshotKeeper;
import dev.lily.notifications.propagation.StoredAspects;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A lineage index in a process without a graph: it reads its snapshot, or begins with nothing, and
 * follows the log, transaction by transaction. Says on standard output {@code from POSITION} where
 * it begins, and {@code at POSITION DIGEST} wherever {@link #isMark} says so.
 */
public final class FollowerChild {
  /** What it has to know, the first line of its input. It ends with its input. */
  record Task(
      Map<String, String> kafka, String types, String catalog, String snapshot, String tenant) {}

  private FollowerChild() {}

  public static void main(String[] none) throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    follow(new ObjectMapper().readValue(input.readLine(), Task.class));
    while (input.readLine() != null) {
      Thread.onSpinWait();
    }
    System.exit(0);
  }

  private static void follow(Task task) {
    TypeCatalog types =
        new FixedTypes(
            TypeRegistry.of(TypesDefCodec.decode(task.types().getBytes(StandardCharsets.UTF_8))));
    KafkaConnection kafka = new KafkaConnection(task.kafka());
    IndexSnapshots snapshots =
        new IndexSnapshots(
            Path.of(task.snapshot()), task.catalog(), LogExtent.of(kafka, Topics.CHANGES), types);
    Optional<Loaded> loaded = snapshots.load(Long.MAX_VALUE);
    ClassificationIndex index = loaded.map(Loaded::index).orElseGet(ClassificationIndex::new);
    long position = loaded.map(one -> one.label().position()).orElse(0L);
    StoredAspects stored = new StoredAspects(noGraph(), Clock.systemUTC());
    IndexFollower follower = new IndexFollower(index, types, stored, delta -> {});
    follower.startAfter(position, position);
    SnapshotKeeper keeper =
        new SnapshotKeeper(
            snapshots,
            new SnapshotKeeper.Followed(
                new Steps(follower, index, new TenantId(task.tenant())), index, List::of),
            new SnapshotKeeper.Pace(50, Duration.ZERO),
            false);
    say("from " + position);
    new ChangeLogConsumer(
            kafka,
            Topics.CHANGES,
            new ConsumerSettings("child", Optional.empty()),
            keeper,
            new DeadLetters(kafka, Topics.DEAD_LETTERS))
        .startAt(loaded.map(one -> one.label().offsets()).orElse(Map.of()), position);
  }

  /** Nothing is known of assets but what the log tells. */
  private static AssetReader noGraph() {
    return (AssetReader)
        Proxy.newProxyInstance(
            FollowerChild.class.getClassLoader(),
            new Class<?>[] {AssetReader.class},
            (proxy, method, arguments) -> Map.of());
  }

  /** At which ends of transactions all processes say what they have. */
  static boolean isMark(long position) {
    return position % 10 == 0;
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** Takes one transaction after the other, so that every process is at the same positions. */
  private record Steps(ChangeLogHandler follower, ClassificationIndex index, TenantId tenant)
      implements ChangeLogHandler {
    @Override
    public void handle(List<ConsumedEvent> events) {
      List<ConsumedEvent> step = new ArrayList<>();
      for (ConsumedEvent event : events) {
        if (!step.isEmpty() && step.get(0).transaction() != event.transaction()) {
          take(step);
          step.clear();
        }
        step.add(event);
      }
      if (!step.isEmpty()) {
        take(step);
      }
    }

    private void take(List<ConsumedEvent> step) {
      follower.handle(step);
      long position = step.get(0).transaction();
      if (isMark(position)) {
        say("at " + position + ' ' + IndexDigest.of(index, tenant));
      }
    }

    @Override
    public void passed(long position) {
      follower.passed(position);
    }
  }

  /** Types that do not change meanwhile. */
  private record FixedTypes(TypeRegistry types) implements TypeCatalog {
    @Override
    public void onChange(Consumer<TypeRegistry> listener) {
      // They never change.
    }

    @Override
    public TypesDef create(RequestContext context, TypesDef added) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TypesDef update(RequestContext context, TypesDef changed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(RequestContext context, Collection<String> names) {
      throw new UnsupportedOperationException();
    }
  }
}
