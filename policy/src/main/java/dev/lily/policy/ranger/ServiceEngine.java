package dev.lily.policy.ranger;

import dev.lily.graph.asset.Classification;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.Effect;
import dev.lily.policy.EngineResource;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.Reason;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.tags.TagMatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.ranger.plugin.contextenricher.RangerTagForEval;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.policyengine.RangerAccessRequest.ResourceMatchingScope;
import org.apache.ranger.plugin.policyengine.RangerAccessRequestImpl;
import org.apache.ranger.plugin.policyengine.RangerAccessResourceImpl;
import org.apache.ranger.plugin.policyengine.RangerAccessResult;
import org.apache.ranger.plugin.policyengine.RangerPolicyEngineImpl;
import org.apache.ranger.plugin.util.RangerAccessRequestUtil;
import org.apache.ranger.plugin.util.RangerRoles;
import org.apache.ranger.plugin.util.ServicePolicies;

/** Ranger's engine with one version of the policies of one service. Immutable. */
final class ServiceEngine {
  private static final long NO_POLICY = -1;

  /** Ranger keeps matchers of policies that are gone until an engine is made of everything. */
  private static final int STEPS = 1_000;

  private static final List<String> ANY = List.of("*");

  private final EngineService service;
  private final ResolvedPolicies policies;
  private final int steps;
  private final List<ResourcePattern> maskedResources;
  private final List<ResourcePattern> openedColumns;
  private final RangerPolicyEngineImpl engine;

  private ServiceEngine(
      EngineService service, ResolvedPolicies policies, RangerPolicyEngineImpl engine, int steps) {
    this.service = service;
    this.policies = policies;
    this.engine = engine;
    this.steps = steps;
    List<Policy> byName =
        policies.policies().stream()
            .filter(policy -> !ServiceCompiler.isTagPolicy(policy))
            .toList();
    maskedResources = patterns(byName, policy -> policy.effect() instanceof Effect.Mask);
    openedColumns =
        patterns(
                byName,
                policy ->
                    policy.effect() instanceof Effect.Allow
                        || policy.effect() instanceof Effect.Deny)
            .stream()
            .filter(pattern -> !ANY.equals(pattern.elements().getOrDefault("column", ANY)))
            .toList();
  }

  /** An engine made of everything; that may take seconds. */
  static ServiceEngine of(
      EngineService service, ResolvedPolicies policies, PolicyCompiler compiler) {
    RangerPolicyEngineImpl engine =
        new RangerPolicyEngineImpl(
            compiler.compile(service, policies),
            RangerConfigs.context(service.type().rangerName(), service.name()),
            new RangerRoles());
    return new ServiceEngine(service, policies, engine, 0);
  }

  /** An engine with other policies, made of this one where that is possible. */
  ServiceEngine next(ResolvedPolicies now, PolicyCompiler compiler) {
    if (steps < STEPS) {
      Optional<ServicePolicies> delta = compiler.delta(service, policies, now);
      if (delta.isPresent() && delta.get().getPolicyDeltas().isEmpty()) {
        return new ServiceEngine(service, now, engine, steps);
      }
      if (delta.isPresent()
          && RangerPolicyEngineImpl.getPolicyEngine(engine, delta.get())
              instanceof RangerPolicyEngineImpl changed) {
        return new ServiceEngine(service, now, changed, steps + 1);
      }
    }
    return of(service, now, compiler);
  }

  private List<ResourcePattern> patterns(List<Policy> among, Predicate<Policy> which) {
    return among.stream()
        .filter(which)
        .flatMap(policy -> policy.target().resources().stream())
        .filter(pattern -> pattern.covers(service.name()))
        .toList();
  }

  /** Who asks, with all groups and roles. */
  record Subject(String user, Set<String> groups, Set<String> roles) {}

  /** A question about one resource. */
  record Question(
      EngineResource resource, String access, Reach reach, List<TagMatch> tags, Instant time) {}

  /** A mask before the column is filled in, and the Ranger policy that has it. */
  record MaskChoice(MaskType type, String template, long rangerPolicy) {}

  EngineService service() {
    return service;
  }

  boolean isOf(ResolvedPolicies now) {
    return policies == now;
  }

  /** Whether a policy by name, not by classification, may mask a column of the table. */
  boolean masksByName(EngineResource table) {
    return maskedResources.stream().anyMatch(pattern -> pattern.reachesInto(table));
  }

  /** Whether a policy by name may tell the columns of the table apart. */
  boolean opensByName(EngineResource table) {
    return openedColumns.stream().anyMatch(pattern -> pattern.reachesInto(table));
  }

  Decision access(Subject subject, Question question) {
    RangerAccessResult result = evaluate(subject, question, RangerPolicy.POLICY_TYPE_ACCESS);
    boolean allowed = result != null && result.getIsAllowed();
    return explained(
        allowed,
        Optional.empty(),
        Optional.empty(),
        result == null ? NO_POLICY : result.getPolicyId(),
        question,
        allowed ? "allow" : "deny");
  }

  /** The mask for the column; absent where it is shown as it is. */
  Optional<MaskChoice> mask(Subject subject, Question question) {
    RangerAccessResult result = evaluate(subject, question, RangerPolicy.POLICY_TYPE_DATAMASK);
    return result == null || !result.isMaskEnabled()
        ? Optional.empty()
        : Optional.of(MaskExpressions.choice(result));
  }

  /** The policy that decides about a mask or row filter, also by an exception from it. */
  Optional<Decision.PolicyRef> deciding(Subject subject, Question question, int policyType) {
    RangerAccessResult result = evaluate(subject, question, policyType);
    return Optional.ofNullable(result)
        .flatMap(decided -> policies.find(PolicyIds.policy(decided.getPolicyId())))
        .map(policy -> new Decision.PolicyRef(policy.id(), policy.name(), policy.version()));
  }

  /** The chosen mask filled in for a column. */
  Decision masked(MaskChoice choice, Question question, String columnType) {
    Decision.Mask mask =
        MaskExpressions.fill(service.type(), choice, question.resource().leafValue(), columnType);
    return explained(
        true, Optional.of(mask), Optional.empty(), choice.rangerPolicy(), question, "mask");
  }

  Decision rowFilter(Subject subject, Question question) {
    RangerAccessResult result = evaluate(subject, question, RangerPolicy.POLICY_TYPE_ROWFILTER);
    return result == null || !result.isRowFilterEnabled()
        ? Decision.CLEAR
        : explained(
            true,
            Optional.empty(),
            Optional.of(result.getFilterExpr()),
            result.getPolicyId(),
            question,
            "filter rows");
  }

  private RangerAccessResult evaluate(Subject subject, Question question, int policyType) {
    Map<String, Object> names = new HashMap<>(question.resource().elements());
    RangerAccessRequestImpl request =
        new RangerAccessRequestImpl(
            new RangerAccessResourceImpl(names),
            question.access(),
            subject.user(),
            new HashSet<>(subject.groups()),
            new HashSet<>(subject.roles()));
    request.setAccessTime(Date.from(question.time()));
    if (question.reach() == Reach.SELF_OR_INSIDE) {
      request.setResourceMatchingScope(ResourceMatchingScope.SELF_OR_DESCENDANTS);
    }
    Set<RangerTagForEval> tags = RangerTags.of(question.tags(), request.getAccessTime());
    if (!tags.isEmpty()) {
      RangerAccessRequestUtil.setRequestTagsInContext(request.getContext(), tags);
    }
    return engine.evaluatePolicies(request, policyType, null);
  }

  /** There are few: comparing them costs less than their hashes. */
  private static List<Classification> mattered(Question question, Policy policy) {
    List<Classification> mattered = new ArrayList<>(2);
    for (TagMatch match : question.tags()) {
      if (RangerTags.concerns(match.tag(), policy) && !mattered.contains(match.classification())) {
        mattered.add(match.classification());
      }
    }
    return List.copyOf(mattered);
  }

  private Decision explained(
      boolean allowed,
      Optional<Decision.Mask> mask,
      Optional<String> rowFilter,
      long rangerPolicy,
      Question question,
      String verb) {
    Optional<Policy> found = policies.find(PolicyIds.policy(rangerPolicy));
    if (found.isEmpty()) {
      return new Decision(
          allowed,
          mask,
          rowFilter,
          List.of(),
          List.of(),
          Reason.notAllowed(question.access(), question.resource()));
    }
    Policy policy = found.get();
    List<Classification> mattered = mattered(question, policy);
    Decision.PolicyRef ref = new Decision.PolicyRef(policy.id(), policy.name(), policy.version());
    return new Decision(
        allowed,
        mask,
        rowFilter,
        List.of(ref),
        mattered,
        Reason.of(verb, question.resource(), ref, mattered));
  }
}
