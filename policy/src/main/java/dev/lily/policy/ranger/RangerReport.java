package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.policy.AccessForecast.Kind;
import dev.lily.policy.AccessForecast.Sight;
import dev.lily.policy.AccessForecast.Who;
import dev.lily.policy.AccessReport;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.Directory;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.EngineResource;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.ranger.ServiceEngine.Question;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reports by Ranger's engine. */
public final class RangerReport implements AccessReport {
  private static final String COLUMN = "column";
  private static final String ANY_COLUMN = "any column";

  private final ServiceEngines engines;
  private final MonitorEngines monitors;
  private final TagViews tags;
  private final DirectoryStore directories;
  private final Clock clock;

  public RangerReport(
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
  public Report of(TenantId tenant, Subject subject, int limit) {
    Principals principals =
        new Principals(List.of(engines.policies(tenant)), directories.current(tenant));
    List<Map.Entry<Who, ServiceEngine.Subject>> asking =
        principals.all().stream()
            .limit(limit)
            .map(who -> Map.entry(who, principals.subject(who)))
            .toList();
    return new Report(principals.all().size(), views(tenant, subject, asking));
  }

  @Override
  public List<View> of(TenantId tenant, Subject subject, String user, Set<String> groups) {
    Directory directory = directories.current(tenant);
    Set<String> all = directory.groupsOf(user, groups);
    return views(
        tenant,
        subject,
        List.of(
            Map.entry(
                new Who(Kind.USER, user),
                new ServiceEngine.Subject(user, all, directory.rolesOf(user, all)))));
  }

  private List<View> views(
      TenantId tenant, Subject subject, List<Map.Entry<Who, ServiceEngine.Subject>> asking) {
    List<View> views = new ArrayList<>();
    TableColumns columns = new TableColumns(subject.columns());
    ServiceEngine.Subject anybody = Principals.anybody();
    for (EngineService service : engines.services(tenant)) {
      TagView view = tags.of(tenant, service.name());
      for (EngineResource resource : view.resourcesOf(subject.asset())) {
        Asked asked =
            new Asked(
                engines.of(tenant, service.name()),
                monitors.require(tenant, service.name()),
                view,
                resource,
                subject.columnType(),
                columns.in(view, resource),
                clock.instant());
        Seen usual = asked.seen(asked.engine(), anybody);
        asking.forEach(one -> views.add(asked.by(one.getKey(), one.getValue(), usual)));
      }
    }
    return views;
  }

  /** One resource that several ask about. */
  private record Asked(
      ServiceEngine engine,
      Optional<ServiceEngine> monitor,
      TagView tags,
      EngineResource resource,
      String columnType,
      List<TableColumns.Known> columns,
      Instant now) {

    /**
     * What one sees.
     *
     * @param usual what is seen by one whom no policy names
     */
    View by(Who who, ServiceEngine.Subject subject, Seen usual) {
      Seen seen = seen(engine, subject);
      return new View(
          engine.service().name(),
          resource,
          who,
          seen.sight(),
          seen.decisive(),
          seen.rowFilter(),
          columns(subject, seen.sight()),
          monitor.map(other -> seen(other, subject)).filter(then -> !then.looksLike(seen)),
          Optional.of(usual).filter(others -> !others.looksLike(seen)));
    }

    private Seen seen(ServiceEngine by, ServiceEngine.Subject subject) {
      EngineResource shown = SightView.shown(engine.service(), resource);
      Question column = question(SightView.columnIn(engine.service(), resource));
      Optional<Decision> rows =
          table()
              .map(table -> by.rowFilter(subject, question(table)))
              .filter(decision -> decision.rowFilter().isPresent());
      Decision access = by.access(subject, column).about(shown);
      if (!access.allowed()) {
        return new Seen(Sight.DENIED, access, Optional.empty());
      }
      Optional<Decision> mask =
          by.mask(subject, column)
              .map(choice -> by.masked(choice, named(column, shown), columnType).about(shown));
      if (mask.isPresent()) {
        return new Seen(Sight.MASKED, mask.get(), rows);
      }
      return rows.isPresent()
          ? new Seen(Sight.ROWS_FILTERED, rows.get(), rows)
          : new Seen(Sight.CLEAR, access, rows);
    }

    /** A mask of no particular column says so by its name. */
    private Question named(Question column, EngineResource shown) {
      return shown.equals(column.resource())
          ? column
          : new Question(
              shown.parent().orElseThrow().child(shown.leaf(), ANY_COLUMN),
              column.access(),
              column.reach(),
              column.tags(),
              column.time());
    }

    /** Of columns that decide alike one is asked about. */
    private Optional<Columns> columns(ServiceEngine.Subject subject, Sight table) {
      if (columns.isEmpty()) {
        return Optional.empty();
      }
      Sight usual = table == Sight.ROWS_FILTERED ? Sight.CLEAR : table;
      boolean byName = engine.masksByName(resource) || engine.opensByName(resource);
      Map<Object, Sight> decided = new HashMap<>();
      List<ColumnView> other = new ArrayList<>();
      for (TableColumns.Known column : columns) {
        Question question = question(column.resource());
        Object like = byName ? column.resource() : RangerDecisions.whatDecides(question.tags());
        Sight sight = decided.computeIfAbsent(like, k -> sight(subject, question));
        if (sight != usual) {
          other.add(
              new ColumnView(
                  column.asset(),
                  column.resource().leafValue(),
                  sight,
                  decisive(subject, question, column.type())));
        }
      }
      return Optional.of(new Columns(columns.size(), other));
    }

    private Sight sight(ServiceEngine.Subject subject, Question column) {
      if (!engine.access(subject, column).allowed()) {
        return Sight.DENIED;
      }
      return engine.mask(subject, column).isPresent() ? Sight.MASKED : Sight.CLEAR;
    }

    private Decision decisive(ServiceEngine.Subject subject, Question column, String type) {
      Decision access = engine.access(subject, column);
      return access.allowed()
          ? engine
              .mask(subject, column)
              .map(choice -> engine.masked(choice, column, type))
              .orElse(access)
          : access;
    }

    private Optional<EngineResource> table() {
      if (resource.leaf().equals("table")) {
        return Optional.of(resource);
      }
      return resource.leaf().equals(COLUMN) ? resource.parent() : Optional.empty();
    }

    private Question question(EngineResource about) {
      return new Question(
          about, engine.service().type().reading(), Reach.SELF, tags.matching(about, false), now);
    }
  }
}
