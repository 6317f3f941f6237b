package dev.lily.policy.plugins;

import dev.lily.graph.TenantId;
import java.time.Duration;

/**
 * What a plug-in asks. It says what it runs: the version that it has activated.
 *
 * @param known the version that it says it has; -1 for none
 * @param time epoch milliseconds
 * @param patience how long it waits for an answer where there is nothing new
 */
public record PluginQuestion(
    TenantId tenant,
    String service,
    Kind kind,
    Caller caller,
    long known,
    long time,
    Duration patience) {

  /** What is asked for. */
  public enum Kind {
    POLICIES,
    TAGS,
    ROLES,
    USERS,
    DATASETS
  }

  /**
   * Who asks, as far as that is known.
   *
   * @param pluginId {@code application@host-service}; empty for somebody who is no plug-in
   * @param user as whom it signed in
   * @param capabilities of its version, a hexadecimal number of Ranger's
   */
  public record Caller(
      String pluginId,
      String cluster,
      String address,
      String user,
      String agent,
      String capabilities) {
    private static final int TEXT = 200;

    public Caller {
      pluginId = bounded(pluginId);
      cluster = bounded(cluster);
      agent = bounded(agent);
      capabilities = bounded(capabilities);
    }

    private static String bounded(String text) {
      return text.length() > TEXT ? text.substring(0, TEXT) : text;
    }

    /** A plug-in tells its cluster with some of its questions only. */
    Caller withClusterOf(Caller before) {
      return cluster.isEmpty()
          ? new Caller(pluginId, before.cluster(), address, user, agent, capabilities)
          : this;
    }

    /** Plug-ins of Ranger always name themselves. */
    boolean isPlugin() {
      return !pluginId.isBlank();
    }
  }
}
