package dev.lily.server;

import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.notifications.log.ChangeLogConsumer;
import dev.lily.notifications.log.ConsumerSettings;
import dev.lily.notifications.log.Topics;
import dev.lily.notifications.propagation.IndexBootstrap;
import dev.lily.notifications.propagation.IndexFollower;
import dev.lily.notifications.propagation.StoredAspects;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A second index of a server: it begins with the graph as it is, and follows the same log. */
final class IndexBeside implements AutoCloseable {
  private final ClassificationIndex index = new ClassificationIndex();
  private final ChangeLogConsumer consumer;

  IndexBeside(Server server, String name) {
    GraphCatalog catalog = server.inside().catalog();
    IndexFollower follower =
        new IndexFollower(
            index, catalog.types(), new StoredAspects(catalog, Clock.systemUTC()), delta -> {});
    consumer =
        new ChangeLogConsumer(
            server.inside().log().connection(),
            Topics.CHANGES,
            new ConsumerSettings(name, Optional.empty()),
            follower,
            server.inside().log().deadLetters());
    Map<Integer, Long> offsets = consumer.endOffsets();
    long position = catalog.outbox().head();
    new IndexBootstrap(index).load(catalog.scan(), position);
    follower.startAfter(position, position);
    consumer.startAt(offsets, position);
  }

  ClassificationIndex index() {
    return index;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
