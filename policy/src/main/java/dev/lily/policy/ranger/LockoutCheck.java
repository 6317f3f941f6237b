package dev.lily.policy.ranger;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.policy.AccessForecast.Who;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.Effect;
import dev.lily.policy.EngineResource;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.ranger.ServiceEngine.Question;
import dev.lily.policy.ranger.ServiceEngine.Subject;
import dev.lily.policy.tags.Tag;
import dev.lily.policy.tags.TagMatch;
import dev.lily.policy.tags.TagRules;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds changes of policies after which nobody could read something that somebody can read now.
 * Asks Ranger's engine with the policies as they are and as they would be, for every principal that
 * either names and for one whom none names, about one column of each kind that the changed policy
 * is about and about one that no policy knows. Somebody who is named by nothing but the change, and
 * whom the directory does not know, may be a slip of the pen: where those alone would be left of
 * everybody, nobody is.
 */
public final class LockoutCheck {
  private static final String UNKNOWN = "lily_any";
  private static final int PRINCIPALS = 200;
  private static final int PROBES = 50;

  private final ServiceEngines engines;
  private final DirectoryStore directories;
  private final Clock clock;

  public LockoutCheck(ServiceEngines engines, DirectoryStore directories, Clock clock) {
    this.engines = engines;
    this.directories = directories;
    this.clock = clock;
  }

  /** A column to ask about; {@code what} says which in an error. */
  private record Probe(EngineResource column, List<TagMatch> tags, String what) {}

  /**
   * Compares the policies as they are with what they would be.
   *
   * @param changed the policies that differ, as they are and as they would be
   * @throws CatalogException CONFIRMATION_REQUIRED with what nobody could read any more
   */
  public void check(TenantId tenant, PolicySet proposed, List<Policy> changed) {
    List<Policy> deciding = changed.stream().filter(LockoutCheck::isAboutAccess).toList();
    if (deciding.isEmpty()) {
      return;
    }
    Principals principals =
        new Principals(List.of(engines.policies(tenant), proposed), directories.current(tenant));
    Set<Subject> subjects = subjects(principals, principals.all().stream());
    Set<Subject> known = subjects(principals, principals.knownBesides(proposed, changed).stream());
    Set<Subject> anybody = Set.of(principals.subject(Principals.ANYBODY));
    for (EngineService service : engines.services(tenant)) {
      ServiceEngine now = engines.of(tenant, service.name());
      ServiceEngine then = engines.trial(tenant, service, proposed);
      for (Probe probe :
          deciding.stream().flatMap(policy -> probes(service, policy).stream()).toList()) {
        confirm(
            canRead(now, subjects, probe) && !canRead(then, subjects, probe),
            "nobody could read %s in %s any more: name somebody in exceptions",
            probe,
            service);
        confirm(
            canRead(now, anybody, probe) && !canRead(then, known, probe),
            "nobody could read %s in %s any more but those whom this change alone names: put them into"
                + " the directory (/api/lily/v1/principals)",
            probe,
            service);
      }
    }
  }

  private static void confirm(boolean harm, String message, Probe probe, EngineService service) {
    if (harm) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          message.formatted(probe.what(), service.name()) + ", or send force=true");
    }
  }

  private static Set<Subject> subjects(Principals principals, Stream<Who> some) {
    Set<Subject> subjects = new LinkedHashSet<>();
    some.limit(PRINCIPALS).forEach(who -> subjects.add(principals.subject(who)));
    return subjects;
  }

  private static boolean isAboutAccess(Policy policy) {
    return policy.effect() instanceof Effect.Allow || policy.effect() instanceof Effect.Deny;
  }

  private boolean canRead(ServiceEngine engine, Set<Subject> subjects, Probe probe) {
    Question question =
        new Question(
            probe.column(),
            engine.service().type().reading(),
            Reach.SELF,
            probe.tags(),
            clock.instant());
    return subjects.stream().anyMatch(subject -> engine.access(subject, question).allowed());
  }

  private static List<Probe> probes(EngineService service, Policy changed) {
    EngineResource unknown = column(service, Map.of());
    Map<EngineResource, String> columns = new LinkedHashMap<>();
    columns.put(unknown, "any data without a tag");
    for (ResourcePattern pattern : changed.target().resources()) {
      if (pattern.covers(service.name())
          && service.type().elements().containsAll(pattern.elements().keySet())) {
        columns.putIfAbsent(column(service, pattern.elements()), name(service, pattern));
      }
    }
    List<Probe> probes = new ArrayList<>();
    for (Map.Entry<EngineResource, String> named : columns.entrySet()) {
      EngineResource column = named.getKey();
      String what = named.getValue();
      probes.add(new Probe(column, List.of(), what));
      for (String name : changed.target().classifications()) {
        probes.add(
            new Probe(
                column,
                List.of(tag(name), tag(TagRules.narrowedTag(changed, name))),
                "what is classified " + name));
      }
    }
    return probes.size() > PROBES ? probes.subList(0, PROBES) : probes;
  }

  /** As the pattern has it, with {@code *} for what it leaves open. */
  private static String name(EngineService service, ResourcePattern pattern) {
    return service.type().elements().stream()
        .map(element -> pattern.elements().getOrDefault(element, List.of("*")).get(0))
        .collect(Collectors.joining("."));
  }

  private static TagMatch tag(String type) {
    return new TagMatch(
        new Tag(type, Map.of(), List.of()),
        TagMatch.Position.SELF,
        new Classification(type, new Guid(0, 0)));
  }

  private static EngineResource column(EngineService service, Map<String, List<String>> pattern) {
    EngineResource column = null;
    for (String element : service.type().elements()) {
      String value = pattern.getOrDefault(element, List.of(UNKNOWN)).get(0);
      String literal = value.equals("*") ? UNKNOWN : value.replace('*', '_').replace('?', '_');
      column =
          column == null ? EngineResource.of(element, literal) : column.child(element, literal);
    }
    return Objects.requireNonNull(column);
  }
}
