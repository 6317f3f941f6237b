package dev.lily.policy.ranger;

import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.AccessForecast.Place;
import dev.lily.policy.AccessForecast.Sight;
import dev.lily.policy.Decisions.Reach;
import dev.lily.policy.EngineResource;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.ranger.ServiceEngine.Question;
import dev.lily.policy.ranger.ServiceEngine.Subject;
import dev.lily.policy.tags.TagMatch;
import dev.lily.policy.tags.TagView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is seen of the resources of one service now, and would be seen otherwise. */
final class SightView {
  private static final String COLUMN = "column";
  private static final String TABLE = "table";

  /** A name that no policy means, for what is inside a container. */
  private static final String ANY = "lily_any";

  private final TagView tags;
  private final Situation before;
  private final Situation after;
  private final Instant now;

  /** An engine with its policies, and the tags that resources have, those inside left out. */
  record Situation(ServiceEngine engine, Tags tags) {
    static Situation now(ServiceEngine engine, TagView view) {
      return new Situation(engine, resource -> view.matching(resource, false));
    }

    boolean looksAtNames(EngineResource around) {
      return engine.masksByName(around) || engine.opensByName(around);
    }
  }

  SightView(TagView tags, Situation before, Situation after, Instant now) {
    this.tags = tags;
    this.before = before;
    this.after = after;
    this.now = now;
  }

  /**
   * Resources of which everybody sees the same, before and after.
   *
   * @param changes false where neither tags nor policies are other than before
   */
  record Alike(EngineResource resource, boolean changes, List<Place> places) {}

  private record Likeness(
      EngineResource resource, String leaf, Set<Object> before, Set<Object> after) {}

  /** Columns of a table that decide alike come together, unless policies name columns. */
  List<Alike> grouped(Iterable<AssetKey> assets) {
    boolean otherPolicies = before.engine() != after.engine();
    Map<Likeness, Alike> groups = new LinkedHashMap<>();
    for (AssetKey asset : assets) {
      for (EngineResource resource : tags.resourcesOf(asset)) {
        Place place = new Place(tags.service().name(), resource, asset);
        groups
            .computeIfAbsent(
                likeness(resource),
                like ->
                    new Alike(
                        resource,
                        otherPolicies || !like.before().equals(like.after()),
                        new ArrayList<>()))
            .places()
            .add(place);
      }
    }
    return List.copyOf(groups.values());
  }

  private Likeness likeness(EngineResource resource) {
    EngineResource around =
        resource.leaf().equals(COLUMN) ? resource.parent().orElse(resource) : resource;
    boolean byName = before.looksAtNames(around) || after.looksAtNames(around);
    return new Likeness(
        byName ? resource : around,
        resource.leaf(),
        RangerDecisions.whatDecides(before.tags().of(resource)),
        RangerDecisions.whatDecides(after.tags().of(resource)));
  }

  ShiftCounts.Sights of(Alike group, Subject subject) {
    EngineResource column = columnIn(tags.service(), group.resource());
    return new ShiftCounts.Sights(
        sight(subject, group.resource(), column, before),
        sight(subject, group.resource(), column, after));
  }

  /** The column itself, or one inside that no policy means. */
  static EngineResource columnIn(EngineService service, EngineResource resource) {
    return inside(service, resource, ANY);
  }

  /** The same for people to read: {@code *} for whatever is inside. */
  static EngineResource shown(EngineService service, EngineResource resource) {
    return inside(service, resource, "*");
  }

  private static EngineResource inside(
      EngineService service, EngineResource resource, String name) {
    EngineResource column = resource;
    List<String> elements = service.type().elements();
    for (String element : elements.subList(resource.elements().size(), elements.size())) {
      column = column.child(element, name);
    }
    return column;
  }

  /** The tags of a resource. */
  @FunctionalInterface
  interface Tags {
    List<TagMatch> of(EngineResource resource);
  }

  private Sight sight(
      Subject subject, EngineResource asked, EngineResource column, Situation situation) {
    ServiceEngine engine = situation.engine();
    Question question = question(column, situation.tags());
    if (!engine.access(subject, question).allowed()) {
      return Sight.DENIED;
    }
    if (engine.mask(subject, question).isPresent()) {
      return Sight.MASKED;
    }
    boolean filtered =
        asked.leaf().equals(TABLE)
            && engine.rowFilter(subject, question(asked, situation.tags())).rowFilter().isPresent();
    return filtered ? Sight.ROWS_FILTERED : Sight.CLEAR;
  }

  private Question question(EngineResource resource, Tags tagsThen) {
    return new Question(
        resource, tags.service().type().reading(), Reach.SELF, tagsThen.of(resource), now);
  }
}
