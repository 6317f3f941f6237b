package dev.lily.server;

import dev.lily.policy.audit.DownloadAudit;
import dev.lily.policy.plugins.PluginActivity;
import dev.lily.policy.plugins.Versions;
import dev.lily.policy.ranger.LongPoll;
import dev.lily.policy.ranger.RangerDownloads;
import dev.lily.policy.ranger.ServiceEngines;
import dev.lily.policy.tags.TagViews;
import dev.lily.server.http.RouteModule;
import dev.lily.server.policy.PluginRoutes;
import dev.lily.server.policy.RangerRoutes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** The door of Ranger's plug-ins: what they fetch, and what they run by what they say. */
final class PluginDoor implements AutoCloseable {
  private final PolicyStores stores;
  private final RangerDownloads downloads;
  private final Versions versions;
  private final PluginActivity activity;
  private final LongPoll longPoll;

  /**
   * Opens it.
   *
   * @param threshold after which a plug-in counts as behind or silent
   * @param executor makes the documents for plug-ins that waited
   */
  PluginDoor(
      PolicyStores stores,
      ServiceEngines engines,
      TagViews tags,
      Duration threshold,
      Executor executor) {
    this.stores = stores;
    downloads =
        new RangerDownloads(engines, tags, stores.directories(), stores.services(), stores.clock());
    versions = new Versions(downloads::version, tags::lastVisible, stores.clock());
    versions.follow(stores.policies(), stores.directories(), stores.services(), tags);
    activity = new PluginActivity(stores.folder(), versions, threshold, stores.clock());
    longPoll = new LongPoll(stores.policies(), stores.directories(), tags, executor);
  }

  /**
   * What is asked over HTTP.
   *
   * @param audit is told what plug-ins are sent
   * @param longest how long a plug-in may wait for news
   */
  List<RouteModule> routes(DownloadAudit audit, Duration longest) {
    return List.of(
        new PluginRoutes(activity),
        new RangerRoutes(stores.services(), downloads, longPoll, activity, audit, longest));
  }

  PluginActivity activity() {
    return activity;
  }

  Versions versions() {
    return versions;
  }

  @Override
  public void close() {
    activity.close();
  }
}
