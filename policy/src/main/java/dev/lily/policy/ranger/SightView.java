package dev.lily.policy.ranger;

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

/** What is seen of the resources of one service now, and would be seen with other tags. */
final class SightView {
  private static final String SELECT = "select";
  private static final String COLUMN = "column";
  private static final String TABLE = "table";

  /** A name that no policy means, for what is inside a container. */
  private static final String ANY = "lily_any";

  private final ServiceEngine engine;
  private final TagView tags;
  private final TagView.Assumed assumed;
  private final Instant now;

  SightView(ServiceEngine engine, TagView tags, TagView.Assumed assumed, Instant now) {
    this.engine = engine;
    this.tags = tags;
    this.assumed = assumed;
    this.now = now;
  }

  /**
   * Resources of which everybody sees the same, before and after.
   *
   * @param changes false where no tag is other than before
   */
  record Alike(EngineResource resource, boolean changes, List<Place> places) {}

  private record Likeness(
      EngineResource resource, String leaf, Set<Object> before, Set<Object> after) {}

  /** Columns of a table that decide alike come together, unless policies name columns. */
  List<Alike> grouped(List<TagView.Update> updates) {
    Map<Likeness, Alike> groups = new LinkedHashMap<>();
    for (TagView.Update update : updates) {
      for (EngineResource resource : tags.resourcesOf(update.asset())) {
        Place place = new Place(engine.service().name(), resource, update.asset());
        groups
            .computeIfAbsent(
                likeness(resource),
                like -> new Alike(resource, !like.before().equals(like.after()), new ArrayList<>()))
            .places()
            .add(place);
      }
    }
    return List.copyOf(groups.values());
  }

  private Likeness likeness(EngineResource resource) {
    EngineResource around =
        resource.leaf().equals(COLUMN) ? resource.parent().orElse(resource) : resource;
    boolean byName = engine.masksByName(around) || engine.opensByName(around);
    return new Likeness(
        byName ? resource : around,
        resource.leaf(),
        RangerDecisions.whatDecides(tags.matching(resource, false)),
        RangerDecisions.whatDecides(assumed.matching(resource)));
  }

  ShiftCounts.Sights of(Alike group, Subject subject) {
    EngineResource column = columnIn(engine.service(), group.resource());
    return new ShiftCounts.Sights(
        sight(subject, group.resource(), column, resource -> tags.matching(resource, false)),
        sight(subject, group.resource(), column, assumed::matching));
  }

  /** The column itself, or one inside that no policy means. */
  static EngineResource columnIn(EngineService service, EngineResource resource) {
    EngineResource column = resource;
    List<String> elements = service.type().elements();
    for (String element : elements.subList(resource.elements().size(), elements.size())) {
      column = column.child(element, ANY);
    }
    return column;
  }

  /** The tags of a resource. */
  @FunctionalInterface
  private interface Tags {
    List<TagMatch> of(EngineResource resource);
  }

  private Sight sight(Subject subject, EngineResource asked, EngineResource column, Tags matching) {
    Question question = question(column, matching);
    if (!engine.access(subject, question).allowed()) {
      return Sight.DENIED;
    }
    if (engine.mask(subject, question).isPresent()) {
      return Sight.MASKED;
    }
    boolean filtered =
        asked.leaf().equals(TABLE)
            && engine.rowFilter(subject, question(asked, matching)).rowFilter().isPresent();
    return filtered ? Sight.ROWS_FILTERED : Sight.CLEAR;
  }

  private Question question(EngineResource resource, Tags matching) {
    return new Question(resource, SELECT, Reach.SELF, matching.of(resource), now);
  }
}
