package dev.lily.policy.plugins;

/**
 * The answer to a plug-in.
 *
 * @param version the one that it has when it has taken the answer
 * @param time epoch milliseconds
 */
public record PluginDownload(PluginQuestion question, long version, Answer answer, long time) {

  /** How much was sent. */
  public enum Answer {
    NOTHING_NEW,
    CHANGES,
    EVERYTHING
  }
}
