package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.AccessForecast;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.PolicySet;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.ranger.SightView.Situation;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Foretells access by Ranger's engine, asked twice: with things as they are, and as assumed. */
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
    List<AssetKey> assets = changes.stream().map(Change::asset).toList();
    Survey survey = new Survey(principals(tenant, engines.policies(tenant)), limits);
    for (EngineService service : engines.services(tenant)) {
      TagView view = tags.of(tenant, service.name());
      ServiceEngine engine = engines.of(tenant, service.name());
      survey.add(
          new SightView(
              view,
              Situation.now(engine, view),
              new Situation(engine, view.assuming(updates)::matching),
              clock.instant()),
          assets);
    }
    return survey.outlook();
  }

  @Override
  public Outlook of(TenantId tenant, PolicySet proposed, Iterable<AssetKey> assets, Limits limits) {
    Survey survey = new Survey(principals(tenant, engines.policies(tenant), proposed), limits);
    for (EngineService service : engines.services(tenant)) {
      TagView view = tags.of(tenant, service.name());
      survey.add(
          new SightView(
              view,
              Situation.now(engines.of(tenant, service.name()), view),
              new Situation(
                  engines.trial(tenant, service, proposed),
                  view.assuming(tags.rules(service.name(), proposed))::matching),
              clock.instant()),
          assets);
    }
    return survey.outlook();
  }

  private Principals principals(TenantId tenant, PolicySet... sets) {
    return new Principals(List.of(sets), directories.current(tenant));
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

    void add(SightView sights, Iterable<AssetKey> assets) {
      for (SightView.Alike group : sights.grouped(assets)) {
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
