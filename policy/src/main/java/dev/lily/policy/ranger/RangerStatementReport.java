package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.policy.AccessForecast.Kind;
import dev.lily.policy.AccessForecast.Sight;
import dev.lily.policy.AccessForecast.Who;
import dev.lily.policy.Asker;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions.Column;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.EngineResource;
import dev.lily.policy.PolicySet;
import dev.lily.policy.StatementReport;
import dev.lily.policy.ranger.ServiceEngine.Question;
import dev.lily.policy.ranger.ServiceEngine.Subject;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports about statements by Ranger's engine. */
public final class RangerStatementReport implements StatementReport {
  private final ServiceEngines engines;
  private final MonitorEngines monitors;
  private final TagViews tags;
  private final DirectoryStore directories;
  private final Clock clock;

  public RangerStatementReport(
      ServiceEngines engines,
      MonitorEngines monitors,
      TagViews tags,
      DirectoryStore directories,
      Clock clock) {
    this.engines = engines;
    this.monitors = monitors;
    this.tags = tags;
    this.directories = directories;
    this.clock = clock;
  }

  @Override
  public Report of(
      TenantId tenant,
      String service,
      List<Access> accesses,
      int limit,
      Optional<PolicySet> proposed) {
    Principals principals =
        new Principals(
            Stream.concat(Stream.of(engines.policies(tenant)), proposed.stream()).toList(),
            directories.current(tenant));
    Asked asked = asked(tenant, service, proposed);
    return new Report(
        principals.all().size(),
        principals.all().stream()
            .limit(limit)
            .map(who -> asked.by(who, principals.subject(who), accesses))
            .toList());
  }

  @Override
  public View of(Asker asker, List<Access> accesses, Optional<PolicySet> proposed) {
    return asked(asker.tenant(), asker.service(), proposed)
        .by(
            new Who(Kind.USER, asker.user()),
            RangerDecisions.subject(asker, directories.current(asker.tenant())),
            accesses);
  }

  private Asked asked(TenantId tenant, String service, Optional<PolicySet> proposed) {
    TagView view = tags.of(tenant, service);
    Instant now = clock.instant();
    ServiceEngine engine = engines.of(tenant, service);
    return new Asked(
        new Policed(engine, view, now),
        monitors.require(tenant, service).map(other -> new Policed(other, view, now)),
        proposed.map(set -> new Policed(engines.trial(tenant, engine.service(), set), view, now)));
  }

  /** One service at one time, by all policies that count. */
  private record Asked(Policed now, Optional<Policed> monitored, Optional<Policed> proposed) {

    View by(Who who, Subject subject, List<Access> accesses) {
      Outcome seen = now.outcome(subject, accesses);
      return new View(who, seen, other(monitored, subject, seen), other(proposed, subject, seen));
    }

    private static Optional<Outcome> other(
        Optional<Policed> policed, Subject subject, Outcome seen) {
      List<Access> accesses = seen.answers().stream().map(Answer::asked).toList();
      return policed.map(by -> by.outcome(subject, accesses)).filter(then -> !then.looksLike(seen));
    }
  }

  /** One service at one time, by some policies. */
  private record Policed(ServiceEngine engine, TagView tags, Instant now) {

    Outcome outcome(Subject subject, List<Access> accesses) {
      return new Outcome(accesses.stream().map(access -> answer(subject, access)).toList());
    }

    private Answer answer(Subject subject, Access asked) {
      List<ColumnView> columns =
          asked.columns().stream().map(column -> column(subject, asked, column)).toList();
      return new Answer(asked, decision(subject, asked), rowFilter(subject, asked), columns);
    }

    private Decision decision(Subject subject, Access asked) {
      if (asked.columns().isEmpty()) {
        return engine.access(subject, question(asked.resource(), asked.access()));
      }
      List<Decision> all =
          asked.columns().stream()
              .map(
                  column -> engine.access(subject, question(inside(asked, column), asked.access())))
              .toList();
      return all.stream().filter(one -> !one.allowed()).findFirst().orElse(all.get(0));
    }

    private Optional<Decision> rowFilter(Subject subject, Access asked) {
      return asked.reads()
          ? Optional.of(engine.rowFilter(subject, question(asked.resource(), asked.access())))
              .filter(decision -> decision.rowFilter().isPresent())
          : Optional.empty();
    }

    private ColumnView column(Subject subject, Access asked, Column column) {
      Question question = question(inside(asked, column), asked.access());
      Decision access = engine.access(subject, question);
      if (!access.allowed()) {
        return new ColumnView(column, Sight.DENIED, access);
      }
      return engine
          .mask(subject, question)
          .map(choice -> engine.masked(choice, question, column.type()))
          .map(masked -> new ColumnView(column, Sight.MASKED, masked))
          .orElseGet(() -> new ColumnView(column, Sight.CLEAR, access));
    }

    private static EngineResource inside(Access asked, Column column) {
      return asked.resource().child("column", column.name());
    }

    private Question question(EngineResource about, String access) {
      return new Question(about, access, Reach.SELF, tags.matching(about, false), now);
    }
  }
}
