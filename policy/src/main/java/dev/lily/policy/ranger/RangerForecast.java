package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.policy.AccessForecast;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Foretells access by Ranger's engine, asked twice: with the tags as they are, and as assumed. */
public final class RangerForecast implements AccessForecast {
  private final ServiceEngines engines;
  private final TagViews tags;
  private final DirectoryStore directories;
  private final Clock clock;

  public RangerForecast(
      ServiceEngines engines, TagViews tags, DirectoryStore directories, Clock clock) {
    this.engines = engines;
    this.tags = tags;
    this.directories = directories;
    this.clock = clock;
  }

  @Override
  public Outlook of(TenantId tenant, List<Change> changes, Limits limits) {
    List<TagView.Update> updates =
        changes.stream().map(change -> new TagView.Update(change.asset(), change.after())).toList();
    Principals principals = new Principals(engines.policies(tenant), directories.current(tenant));
    Survey survey = new Survey(principals, limits);
    for (EngineService service : engines.services(tenant)) {
      TagView view = tags.of(tenant, service.name());
      survey.add(
          new SightView(
              engines.of(tenant, service.name()), view, view.assuming(updates), clock.instant()),
          updates);
    }
    return survey.outlook();
  }

  /** Asks about all alike resources for all principals until the limit is reached. */
  private static final class Survey {
    private final Principals principals;
    private final Map<Who, ShiftCounts> counts = new LinkedHashMap<>();
    private int left;
    private int resources;
    private long evaluated;

    Survey(Principals principals, Limits limits) {
      this.principals = principals;
      this.left = limits.questions();
      principals.all().stream()
          .limit(limits.principals())
          .forEach(who -> counts.put(who, new ShiftCounts(limits.examples())));
    }

    void add(SightView sights, List<TagView.Update> updates) {
      for (SightView.Alike group : sights.grouped(updates)) {
        resources += group.places().size();
        counts.forEach((who, shifts) -> ask(who, shifts, group, sights));
      }
    }

    private void ask(Who who, ShiftCounts shifts, SightView.Alike group, SightView sights) {
      if (group.changes()) {
        if (left == 0) {
          return;
        }
        left--;
        shifts.add(sights.of(group, principals.subject(who)), group.places());
      }
      evaluated += group.places().size();
    }

    Outlook outlook() {
      List<Effects> effects = new ArrayList<>();
      counts.forEach(
          (who, shifts) -> {
            if (!shifts.isEmpty()) {
              effects.add(new Effects(who, shifts.all()));
            }
          });
      return new Outlook(resources, principals.all().size(), evaluated, effects);
    }
  }
}
