package dev.lily.policy.audit;

import dev.lily.graph.TenantId;
import dev.lily.policy.audit.DownloadEvent.Quiet;
import dev.lily.policy.plugins.PluginDownload;
import dev.lily.policy.plugins.PluginDownload.Answer;
import dev.lily.policy.plugins.PluginQuestion;
import dev.lily.policy.plugins.PluginQuestion.Caller;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells an audit trail what plug-ins are sent: each document, and how often there was nothing new.
 * A plug-in that asks each second makes one event in ten minutes as long as nothing changes. Safe
 * for many threads.
 */
public final class DownloadAudit implements AutoCloseable {
  /** How long questions without news are summed up. */
  static final long QUIET_MILLIS = 600_000;

  /** How many plug-ins and documents are summed up; the one that asked longest ago makes room. */
  static final int ASKING = 4_000;

  private final AuditTrail trail;
  private final Map<Key, Last> asking = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(TenantId tenant, String service, Kind kind, Caller caller) {
    static Key of(PluginQuestion question) {
      return new Key(question.tenant(), question.service(), question.kind(), question.caller());
    }
  }

  private record Last(String requestId, PluginDownload download, Quiet quiet) {
    DownloadEvent event() {
      return new DownloadEvent(requestId, download, 0, true, quiet);
    }
  }

  public DownloadAudit(AuditTrail trail) {
    this.trail = trail;
  }

  /**
   * A document was sent, or there was nothing new.
   *
   * @param bytes of the document
   * @param complete whether the plug-in took all of them
   */
  public synchronized void answered(
      String requestId, PluginDownload download, long bytes, boolean complete) {
    Key key = Key.of(download.question());
    Last before = asking.remove(key);
    Quiet quiet = before == null ? Quiet.NONE : before.quiet();
    if (download.answer() != Answer.NOTHING_NEW) {
      trail.add(new DownloadEvent(requestId, download, bytes, complete, quiet));
      return;
    }
    Last now = new Last(requestId, download, quiet.and(download));
    if (download.time() - now.quiet().since() >= QUIET_MILLIS) {
      trail.add(now.event());
      return;
    }
    asking.put(key, now);
    if (asking.size() > ASKING) {
      Iterator<Last> oldest = asking.values().iterator();
      trail.add(oldest.next().event());
      oldest.remove();
    }
  }

  /** Tells what is summed up. */
  @Override
  public synchronized void close() {
    asking.values().forEach(one -> trail.add(one.event()));
    asking.clear();
  }
}
