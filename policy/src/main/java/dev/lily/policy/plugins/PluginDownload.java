package dev.lily.policy.plugins;

import dev.lily.graph.TenantId;

/**
 * A question of a plug-in and its answer.
 *
 * @param known the version that the plug-in said it has; -1 for none
 * @param version the one that it has after the answer
 * @param time of the answer, epoch milliseconds
 */
public record PluginDownload(
    TenantId tenant,
    String service,
    Kind kind,
    Caller caller,
    long known,
    long version,
    Answer answer,
    long time) {

  /** What was asked for. */
  public enum Kind {
    POLICIES,
    TAGS,
    ROLES,
    USERS,
    DATASETS
  }

  /** How much was sent. */
  public enum Answer {
    NOTHING_NEW,
    CHANGES,
    EVERYTHING
  }

  /**
   * Who asks, as far as that is known.
   *
   * @param pluginId {@code application@host-service}; empty where it does not say
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
  }

  /** Hears of each answer, in the thread that gives it. */
  @FunctionalInterface
  public interface Listener {
    void answered(PluginDownload download);
  }
}
