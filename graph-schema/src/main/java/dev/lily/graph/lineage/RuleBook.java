package dev.lily.graph.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.rule.AssetFacts;
import dev.lily.graph.rule.EdgeFacts;
import dev.lily.graph.rule.EdgeJudge;
import dev.lily.graph.rule.PropagationRule;
import dev.lily.graph.rule.RuleCover;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.RuleSetCodec;
import dev.lily.graph.rule.Stops;
import dev.lily.graph.rule.Transformation;
import dev.lily.graph.rule.TypeKin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** The rules of every tenant, and what they say about edges. */
final class RuleBook {
  private final NodeTable nodes;
  private final Map<TenantId, Chapter> chapters = new ConcurrentHashMap<>();
  private final Chapter standard = Chapter.of(RuleSet.STANDARD, TypeKin.NONE);

  RuleBook(NodeTable nodes) {
    this.nodes = nodes;
  }

  /**
   * The rules of a tenant.
   *
   * @param told as they were told
   * @param rules with all that they mean, by the types of then
   */
  private record Chapter(
      RuleSet told,
      RuleSet rules,
      EdgeJudge judge,
      boolean asksJobs,
      boolean asksAssets,
      Derivations derivations) {
    static Chapter of(RuleSet told, TypeKin kin) {
      RuleSet rules = RuleCover.of(told, kin);
      EdgeJudge judge = new EdgeJudge(rules);
      return new Chapter(
          told,
          rules,
          judge,
          judge.asksJobs(),
          judge.asksAssets(),
          new Derivations(rules.derivations()));
    }
  }

  private Chapter chapter(TenantId tenant) {
    return chapters.getOrDefault(tenant, standard);
  }

  /** The rules with all that they mean. */
  RuleSet rules(TenantId tenant) {
    return chapter(tenant).rules();
  }

  /** The rules as they were told. */
  RuleSet told(TenantId tenant) {
    return chapter(tenant).told();
  }

  /** The tenants that have others than the standard ones. */
  Set<TenantId> tenants() {
    return Set.copyOf(chapters.keySet());
  }

  /** Reads the rules again by the types as they are now. */
  void readAgain() {
    chapters.replaceAll((tenant, chapter) -> Chapter.of(chapter.told(), nodes.kin()));
  }

  Derivations derivations(TenantId tenant) {
    return chapter(tenant).derivations();
  }

  Optional<String> naming(String classification) {
    return chapters.values().stream()
        .flatMap(chapter -> chapter.told().rules().stream())
        .filter(rule -> rule.names().contains(classification))
        .map(PropagationRule::id)
        .findFirst();
  }

  void set(TenantId tenant, RuleSet rules) {
    chapters.put(tenant, Chapter.of(rules, nodes.kin()));
  }

  /** Whether verdicts depend on what the assets at the ends are. */
  boolean asksNodes(TenantId tenant) {
    Chapter chapter = chapter(tenant);
    return chapter.asksJobs() || chapter.asksAssets();
  }

  /** Rules of a tenant that has others than the standard ones. */
  record OfTenant(TenantId tenant, String rules) {}

  void save(BlockWriter out) {
    out.putLater(
        SnapshotPart.RULES,
        chapters.entrySet().stream()
            .map(
                entry -> new OfTenant(entry.getKey(), RuleSetCodec.encode(entry.getValue().told())))
            .toList());
  }

  /** Reads what {@link #save} wrote. */
  void load(BlockReader in) throws IOException {
    in.getAll(
        SnapshotPart.RULES,
        OfTenant.class,
        each -> set(each.tenant(), RuleSetCodec.decode(each.rules())));
  }

  /** The traits of an edge with what it stops by the rules of the tenant. */
  EdgeTraits judged(TenantId tenant, int from, int to, EdgeTraits traits, EdgeOrigin origin) {
    return judged(tenant, from, to, traits, origin, nodes::facts);
  }

  /** The same where other things are known of assets than the index knows. */
  EdgeTraits judged(
      TenantId tenant,
      int from,
      int to,
      EdgeTraits traits,
      EdgeOrigin origin,
      IntFunction<AssetFacts> facts) {
    if (!origin.stopReason().isEmpty()) {
      Stops own = new Stops(origin.stopReason(), Map.of());
      return told(traits, traits.stopping(own, own));
    }
    Chapter chapter = chapter(tenant);
    List<Transformation> ways = ways(chapter, from, to, traits, origin, facts);
    Judgement judgement = new Judgement(chapter, traits.relationshipType(), ways, facts);
    Stops outward = judgement.between(from, to);
    Stops inward = chapter.asksAssets() ? judgement.between(to, from) : outward;
    return told(traits, traits.stopping(outward, inward));
  }

  /** The same object as long as it says the same. */
  private static EdgeTraits told(EdgeTraits before, EdgeTraits now) {
    return now.equals(before) ? before : now;
  }

  private record Judgement(
      Chapter chapter,
      String relationshipType,
      List<Transformation> ways,
      IntFunction<AssetFacts> facts) {
    Stops between(int source, int target) {
      return chapter
          .judge()
          .judge(
              new EdgeFacts(
                  relationshipType, ways, () -> facts.apply(source), () -> facts.apply(target)));
    }
  }

  private static List<Transformation> ways(
      Chapter chapter,
      int from,
      int to,
      EdgeTraits traits,
      EdgeOrigin origin,
      IntFunction<AssetFacts> facts) {
    if (!origin.transformations().isEmpty()
        || !chapter.asksJobs()
        || traits.processEnd() == ProcessEnd.NONE) {
      return origin.transformations();
    }
    int process = traits.processEnd() == ProcessEnd.FROM ? from : to;
    return List.of(Transformation.by(facts.apply(process).qualifiedName()));
  }
}
