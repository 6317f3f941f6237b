package dev.lily.policy.audit;

import dev.lily.graph.asset.Classification;
import dev.lily.policy.Asker;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions;
import dev.lily.policy.EngineResource;
import dev.lily.policy.audit.DecisionEvent.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The same decisions for one request; each is told to an audit trail. */
public final class AuditedDecisions implements Decisions {
  private static final String MASK = "mask";
  private static final String FILTER = "filter-rows";

  private final Decisions decisions;
  private final AuditTrail trail;
  private final Door door;

  /** By which way, for which request and by which account of Lily is asked. */
  public record Door(String source, String requestId, String askedBy, Clock clock) {}

  public AuditedDecisions(Decisions decisions, AuditTrail trail, Door door) {
    this.decisions = decisions;
    this.trail = trail;
    this.door = door;
  }

  @Override
  public Decision access(Asker asker, EngineResource resource, String access, Reach reach) {
    Decision made = decisions.access(asker, resource, access, reach);
    tell(new Question(asker, resource, access), List.of(), List.of(made), AuditedDecisions::access);
    return made;
  }

  @Override
  public List<Decision> access(
      Asker asker, EngineResource table, List<String> columns, String access, Reach reach) {
    List<Decision> made = decisions.access(asker, table, columns, access, reach);
    tell(new Question(asker, table, access), columns, made, AuditedDecisions::access);
    return made;
  }

  @Override
  public Decision mask(Asker asker, EngineResource table, Column column) {
    return masks(asker, table, List.of(column)).get(0);
  }

  @Override
  public List<Decision> masks(Asker asker, EngineResource table, List<Column> columns) {
    List<Decision> made = decisions.masks(asker, table, columns);
    tell(
        new Question(asker, table, MASK),
        columns.stream().map(Column::name).toList(),
        made,
        decision -> decision.mask().isPresent() ? Verdict.MASKED : Verdict.CLEAR);
    return made;
  }

  @Override
  public Decision rowFilter(Asker asker, EngineResource table) {
    Decision made = decisions.rowFilter(asker, table);
    tell(
        new Question(asker, table, FILTER),
        List.of(),
        List.of(made),
        decision -> decision.rowFilter().isPresent() ? Verdict.FILTERED : Verdict.CLEAR);
    return made;
  }

  private record Question(Asker asker, EngineResource resource, String action) {}

  /** Columns that were decided alike. */
  private record Alike(Decision decision, Verdict verdict, List<String> columns) {
    boolean isLike(Decision other, Verdict otherVerdict) {
      return verdict == otherVerdict
          && decision.policies().equals(other.policies())
          && areLike(decision.classifications(), other.classifications());
    }

    /** Whether they have the same names; where they came from is another thing. */
    private static boolean areLike(List<Classification> some, List<Classification> others) {
      if (some.size() != others.size()) {
        return false;
      }
      for (int i = 0; i < some.size(); i++) {
        if (!some.get(i).typeName().equals(others.get(i).typeName())) {
          return false;
        }
      }
      return true;
    }
  }

  private static Verdict access(Decision decision) {
    return decision.allowed() ? Verdict.ALLOWED : Verdict.DENIED;
  }

  private void tell(
      Question question,
      List<String> columns,
      List<Decision> made,
      Function<Decision, Verdict> verdicts) {
    if (!trail.wants(made.stream().anyMatch(decision -> !decision.allowed()))) {
      return;
    }
    List<Alike> groups = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      List<String> of = alike(groups, made.get(i), verdicts.apply(made.get(i))).columns();
      if (i < columns.size()) {
        of.add(columns.get(i));
      }
    }
    groups.forEach(group -> trail.add(event(question, group)));
  }

  /** Decisions of one table are of few kinds, so that going through them is cheap. */
  private static Alike alike(List<Alike> groups, Decision decision, Verdict verdict) {
    for (Alike group : groups) {
      if (group.isLike(decision, verdict)) {
        return group;
      }
    }
    Alike begun = new Alike(decision, verdict, new ArrayList<>());
    groups.add(begun);
    return begun;
  }

  private DecisionEvent event(Question question, Alike group) {
    Asker asker = question.asker();
    return new DecisionEvent(
        door.clock().millis(),
        asker.tenant(),
        door.requestId(),
        door.source(),
        door.askedBy(),
        asker.service(),
        asker.user(),
        asker.groups(),
        question.action(),
        question.resource().toString(),
        group.columns(),
        group.columns().size(),
        group.verdict(),
        group.decision().policies(),
        group.decision().classifications().stream()
            .map(Classification::typeName)
            .distinct()
            .sorted()
            .toList(),
        1,
        "");
  }
}
