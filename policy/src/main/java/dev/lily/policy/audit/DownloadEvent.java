package dev.lily.policy.audit;

import dev.lily.graph.TenantId;
import dev.lily.policy.plugins.PluginDownload;

/**
 * A plug-in was sent policies, tags, roles or users; or, where the answer is NOTHING_NEW, was told
 * again and again that it has them.
 *
 * @param requestId what joins it to the logs; of several questions the last
 * @param download whom, which document, from which version to which, and how much of it
 * @param bytes of the document as it was written, before compression; 0 for nothing new
 * @param complete false where the plug-in left before the end
 * @param quiet what went before it without news
 */
public record DownloadEvent(
    String requestId, PluginDownload download, long bytes, boolean complete, Quiet quiet)
    implements AuditEvent {

  /**
   * Questions of the same plug-in for the same document that were answered with nothing new.
   *
   * @param count how many; 0 for none
   * @param since the time of the first, epoch milliseconds; 0 for none
   */
  public record Quiet(long count, long since) {
    static final Quiet NONE = new Quiet(0, 0);

    Quiet and(PluginDownload another) {
      return new Quiet(count + 1, count == 0 ? another.time() : since);
    }
  }

  @Override
  public TenantId tenant() {
    return download.question().tenant();
  }
}
