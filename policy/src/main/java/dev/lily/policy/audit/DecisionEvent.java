package dev.lily.policy.audit;

import dev.lily.graph.TenantId;
import dev.lily.policy.Decision.PolicyRef;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One decision, or the same one about several columns of a table.
 *
 * @param time epoch milliseconds
 * @param requestId what joins it to the logs; a plug-in's own id for what a plug-in decided
 * @param source which door: {@code opa}, {@code explain}, {@code plug-in}
 * @param askedBy the account of Lily that asked or reported
 * @param action an access type of the engine, {@code mask} or {@code filter-rows}
 * @param resource in the engine's words; the table where there are columns
 * @param columns the first {@link #COLUMNS} of them; empty for a question about the resource itself
 * @param columnCount how many there are
 * @param tags names of the classifications that mattered
 * @param count how many alike it stands for; 1 unless a plug-in summed up
 * @param sql the statement, where it may be kept; else empty
 */
public record DecisionEvent(
    long time,
    TenantId tenant,
    String requestId,
    String source,
    String askedBy,
    String service,
    String user,
    Set<String> groups,
    String action,
    String resource,
    List<String> columns,
    int columnCount,
    Verdict verdict,
    List<PolicyRef> policies,
    List<String> tags,
    long count,
    String sql)
    implements AuditEvent {

  /** How many columns an event names. */
  public static final int COLUMNS = 1_000;

  /** What was answered. */
  public enum Verdict {
    ALLOWED,
    DENIED,
    MASKED,
    FILTERED,
    /** No mask, no row filter. */
    CLEAR,
    /** Somebody looked up who sees what. */
    EXPLAINED
  }

  public DecisionEvent {
    groups = new TreeSet<>(groups);
    columns = List.copyOf(columns.subList(0, Math.min(COLUMNS, columns.size())));
    policies = List.copyOf(policies);
    tags = List.copyOf(tags);
  }
}
