package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.CanaryAsset;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.Effect;
import dev.lily.policy.EngineResource;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.ranger.ServiceEngine.Question;
import dev.lily.policy.ranger.ServiceEngine.Subject;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides about the canary by Ranger's engine and the tags that everybody's decisions are made of,
 * with a policy of its own that nobody else is given.
 */
public final class CanaryDecisions {
  private static final PolicySet POLICIES =
      new PolicySet(
          1,
          0,
          List.of(
              new Policy(
                      "Lily's canary",
                      Subjects.EVERYONE,
                      Target.classifications(CanaryAsset.CLASSIFICATION),
                      new Effect.Deny(Set.of()),
                      Subjects.NOBODY)
                  .stored(1, 1, "lily", 0)));
  private static final Subject ANYBODY = new Subject("lily-canary", Set.of(), Set.of());

  private final ServiceEngines engines;
  private final TagViews tags;
  private final Clock clock;
  private final Map<Key, ServiceEngine> made = new ConcurrentHashMap<>();

  private record Key(TenantId tenant, String service) {}

  public CanaryDecisions(ServiceEngines engines, TagViews tags, Clock clock) {
    this.engines = engines;
    this.tags = tags;
    this.clock = clock;
  }

  /** Whether the canary is denied by its policy at this time, as it is while it is classified. */
  public boolean isDenied(TenantId tenant, EngineService service) {
    ServiceEngine engine =
        Objects.requireNonNull(
            made.compute(
                new Key(tenant, service.name()),
                (key, old) ->
                    old != null && old.service().equals(service)
                        ? old
                        : engines.trial(tenant, service, POLICIES)));
    TagView view = tags.of(tenant, service.name());
    EngineResource resource = view.resourcesOf(CanaryAsset.KEY).get(0);
    Question question =
        new Question(
            resource,
            service.type().reading(),
            Reach.SELF,
            view.matching(resource, false),
            clock.instant());
    return !engine.access(ANYBODY, question).policies().isEmpty();
  }
}
