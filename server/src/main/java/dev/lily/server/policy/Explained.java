package dev.lily.server.policy;

import dev.lily.graph.RequestContext;
import dev.lily.policy.audit.DecisionEvent;
import java.util.List;
import java.util.Set;

/** That somebody looked up who sees what. */
final class Explained {
  private Explained() {}

  /**
   * One look.
   *
   * @param service empty for all
   * @param user empty for everybody
   */
  static DecisionEvent of(
      RequestContext context, String service, String user, Set<String> groups, String resource) {
    return new DecisionEvent(
        context.clock().millis(),
        context.tenant(),
        context.requestId(),
        "explain",
        context.principal().name(),
        service,
        user,
        groups,
        "explain",
        resource,
        List.of(),
        0,
        DecisionEvent.Verdict.EXPLAINED,
        List.of(),
        List.of(),
        1,
        "");
  }
}
