package dev.lily.policy.ranger;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.policy.AccessForecast.Who;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.Effect;
import dev.lily.policy.EngineResource;
import dev.lily.policy.Policy;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.ranger.ServiceEngine.Question;
import dev.lily.policy.ranger.ServiceEngine.Subject;
import dev.lily.policy.tags.Tag;
import dev.lily.policy.tags.TagMatch;
import dev.lily.policy.tags.TagRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A column to ask about, which a policy is about; {@code what} says which in an error. */
record ReadProbe(EngineResource column, List<TagMatch> tags, String what) {
  private static final String UNKNOWN = "lily_any";
  private static final int PRINCIPALS = 200;
  private static final int PROBES = 50;

  /** As whom to ask: the first of them. */
  static Set<Subject> subjects(Principals principals, Stream<Who> some) {
    Set<Subject> subjects = new LinkedHashSet<>();
    some.limit(PRINCIPALS).forEach(who -> subjects.add(principals.subject(who)));
    return subjects;
  }

  boolean isReadBy(Set<Subject> subjects, ServiceEngine engine, Instant at) {
    Question question =
        new Question(column, engine.service().type().reading(), Reach.SELF, tags, at);
    return subjects.stream().anyMatch(subject -> engine.access(subject, question).allowed());
  }

  /** Whether it decides who may read, and not only what is seen then. */
  static boolean isAboutAccess(Policy policy) {
    return policy.effect() instanceof Effect.Allow || policy.effect() instanceof Effect.Deny;
  }

  /** One column of each kind that the policy is about, and one that no policy knows. */
  static List<ReadProbe> of(EngineService service, Policy changed) {
    EngineResource unknown = column(service, Map.of());
    Map<EngineResource, String> columns = new LinkedHashMap<>();
    columns.put(unknown, "any data without a tag");
    for (ResourcePattern pattern : changed.target().resources()) {
      if (pattern.covers(service.name())
          && service.type().elements().containsAll(pattern.elements().keySet())) {
        columns.putIfAbsent(column(service, pattern.elements()), name(service, pattern));
      }
    }
    List<ReadProbe> probes = new ArrayList<>();
    for (Map.Entry<EngineResource, String> named : columns.entrySet()) {
      EngineResource column = named.getKey();
      String what = named.getValue();
      probes.add(new ReadProbe(column, List.of(), what));
      for (String name : changed.target().classifications()) {
        probes.add(
            new ReadProbe(
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
