package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.policy.Asker;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions;
import dev.lily.policy.Directory;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.EngineResource;
import dev.lily.policy.ranger.ServiceEngine.MaskChoice;
import dev.lily.policy.ranger.ServiceEngine.Question;
import dev.lily.policy.ranger.ServiceEngine.Subject;
import dev.lily.policy.tags.TagMatch;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decisions by Ranger's engine, over the tags that are served to plug-ins. */
public final class RangerDecisions implements Decisions {
  private final ServiceEngines all;
  private final EngineSource engines;
  private final TagViews tags;
  private final DirectoryStore directories;
  private final Clock clock;

  public RangerDecisions(
      ServiceEngines engines, TagViews tags, DirectoryStore directories, Clock clock) {
    this(engines, engines::of, tags, directories, clock);
  }

  private RangerDecisions(
      ServiceEngines all,
      EngineSource engines,
      TagViews tags,
      DirectoryStore directories,
      Clock clock) {
    this.all = all;
    this.engines = engines;
    this.tags = tags;
    this.directories = directories;
    this.clock = clock;
  }

  /** Where the engine of a service comes from. */
  @FunctionalInterface
  interface EngineSource {
    ServiceEngine of(TenantId tenant, String service);
  }

  /** The same over the same tags, decided by another engine. */
  RangerDecisions by(ServiceEngine engine) {
    return new RangerDecisions(all, (tenant, service) -> engine, tags, directories, clock);
  }

  /** Builds the engines of the tenant now, so that the first question need not wait for it. */
  public void warm(TenantId tenant) {
    all.warm(tenant, service -> tags.of(tenant, service));
  }

  @Override
  public Decision access(Asker asker, EngineResource resource, String access, Reach reach) {
    ServiceEngine engine = engines.of(asker.tenant(), asker.service());
    boolean inside = reach == Reach.SELF_OR_INSIDE || access.equals(ANY_ACCESS);
    List<TagMatch> matches = view(asker).matching(resource, inside);
    return engine.access(
        subject(asker), new Question(resource, access, reach, matches, clock.instant()));
  }

  @Override
  public List<Decision> access(
      Asker asker, EngineResource table, List<String> columns, String access, Reach reach) {
    if (columns.isEmpty()) {
      return List.of(access(asker, table, access, reach));
    }
    ServiceEngine engine = engines.of(asker.tenant(), asker.service());
    TagView.Children tagged = view(asker).children(table, "column");
    Subject subject = subject(asker);
    boolean byName = engine.opensByName(table);
    Instant now = clock.instant();
    Map<Object, Decision> alike = new HashMap<>();
    List<Decision> decisions = new ArrayList<>(columns.size());
    for (String column : columns) {
      EngineResource resource = table.child("column", column);
      List<TagMatch> matches = tagged.matching(column);
      decisions.add(
          alike.computeIfAbsent(
              byName ? resource : whatDecides(matches),
              k -> engine.access(subject, new Question(resource, access, reach, matches, now))));
    }
    return decisions;
  }

  @Override
  public Decision mask(Asker asker, EngineResource table, Column column) {
    return masks(asker, table, List.of(column)).get(0);
  }

  @Override
  public List<Decision> masks(Asker asker, EngineResource table, List<Column> columns) {
    ServiceEngine engine = engines.of(asker.tenant(), asker.service());
    TagView.Children tagged = view(asker).children(table, "column");
    Subject subject = subject(asker);
    boolean byName = engine.masksByName(table);
    Instant now = clock.instant();
    Map<Object, Optional<MaskChoice>> alike = new HashMap<>();
    List<TagMatch> lastMatches = List.of();
    Optional<MaskChoice> last = Optional.empty();
    List<Decision> decisions = new ArrayList<>(columns.size());
    for (Column column : columns) {
      List<TagMatch> matches = tagged.matching(column.name());
      if (matches.isEmpty() && !byName) {
        decisions.add(Decision.CLEAR);
        continue;
      }
      EngineResource resource = table.child("column", column.name());
      Question question =
          new Question(resource, engine.service().type().reading(), Reach.SELF, matches, now);
      if (byName || !isDecidedAlike(lastMatches, matches)) {
        last =
            alike.computeIfAbsent(
                byName ? resource : whatDecides(matches), k -> engine.mask(subject, question));
        lastMatches = matches;
      }
      decisions.add(
          last.map(choice -> engine.masked(choice, question, column.type()))
              .orElse(Decision.CLEAR));
    }
    return decisions;
  }

  @Override
  public Decision rowFilter(Asker asker, EngineResource table) {
    List<TagMatch> matches = view(asker).matching(table, false);
    ServiceEngine engine = engines.of(asker.tenant(), asker.service());
    String reading = engine.service().type().reading();
    return engine.rowFilter(
        subject(asker), new Question(table, reading, Reach.SELF, matches, clock.instant()));
  }

  /** The policy by which a column, or all rows of a table, are shown as they are. */
  Optional<Decision.PolicyRef> shownBy(Asker asker, EngineResource resource, int policyType) {
    List<TagMatch> matches = view(asker).matching(resource, false);
    ServiceEngine engine = engines.of(asker.tenant(), asker.service());
    String reading = engine.service().type().reading();
    return engine.deciding(
        subject(asker),
        new Question(resource, reading, Reach.SELF, matches, clock.instant()),
        policyType);
  }

  /** Whether {@link #whatDecides} is surely the same; neighbours mostly agree. */
  private static boolean isDecidedAlike(List<TagMatch> some, List<TagMatch> others) {
    if (some.isEmpty() || some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      TagMatch one = some.get(i);
      TagMatch other = others.get(i);
      if (one.position() != other.position() || !one.tag().equals(other.tag())) {
        return false;
      }
    }
    return true;
  }

  /** Columns of a table that agree in this are masked alike, unless policies name columns. */
  static Set<Object> whatDecides(List<TagMatch> matches) {
    Set<Object> deciding = new HashSet<>();
    for (TagMatch match : matches) {
      deciding.add(Map.entry(match.tag(), match.position()));
    }
    return deciding;
  }

  private TagView view(Asker asker) {
    return tags.of(asker.tenant(), asker.service());
  }

  private Subject subject(Asker asker) {
    return subject(asker, directories.current(asker.tenant()));
  }

  /** With the groups and roles of the directory. */
  static Subject subject(Asker asker, Directory directory) {
    Set<String> groups = directory.groupsOf(asker.user(), asker.groups());
    Set<String> roles = directory.rolesOf(asker.user(), groups);
    if (!asker.roles().isEmpty()) {
      roles = new HashSet<>(roles);
      roles.addAll(asker.roles());
    }
    return new Subject(asker.user(), groups, roles);
  }
}
