package dev.lily.server.activity;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.activity.ActivityMark;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.sight.GuardedActivity;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.AskedAsset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What Atlas's clients ask of an entity's audit.
 *
 * @param startKey the first event that is wanted; empty for the newest
 * @param action only events of this action; empty for all
 * @param order by what the events are sorted; empty for the newest first
 */
record AuditQuestion(
    Optional<String> startKey,
    Optional<String> action,
    int offset,
    int count,
    Optional<Comparator<AuditEvent>> order) {
  private static final int COUNT = 100;
  private static final int PAGE = 200;
  private static final Set<String> ACTIONS =
      Set.of(
          "ENTITY_CREATE",
          "ENTITY_UPDATE",
          "ENTITY_DELETE",
          "LABEL_ADD",
          "LABEL_DELETE",
          "CUSTOM_ATTRIBUTE_UPDATE",
          "BUSINESS_ATTRIBUTE_UPDATE",
          "CLASSIFICATION_ADD",
          "CLASSIFICATION_UPDATE",
          "CLASSIFICATION_DELETE",
          "PROPAGATED_CLASSIFICATION_ADD",
          "PROPAGATED_CLASSIFICATION_UPDATE",
          "PROPAGATED_CLASSIFICATION_DELETE");

  /** Reads a part of the history that begins at, or after, a mark. */
  @FunctionalInterface
  interface Reader {
    GuardedActivity.Page read(Optional<ActivityMark> before, int limit);
  }

  static AuditQuestion of(ApiRequest request) {
    request.takes("startKey", "auditAction", "count", "offset", "sortBy", "sortOrder");
    return new AuditQuestion(
        text(request, "startKey"),
        text(request, "auditAction").map(AuditQuestion::action),
        Math.max(0, request.query("offset", 0)),
        AskedAsset.limit(request, "count", COUNT),
        text(request, "sortBy").map(by -> order(by, text(request, "sortOrder").orElse("asc"))));
  }

  private static Optional<String> text(ApiRequest request, String name) {
    return request.query(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static String action(String text) {
    String action = text.toUpperCase(Locale.ROOT);
    if (!ACTIONS.contains(action)) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "auditAction '%s' is none of %s".formatted(text, ACTIONS.stream().sorted().toList()));
    }
    return action;
  }

  private static Comparator<AuditEvent> order(String by, String direction) {
    Comparator<AuditEvent> order =
        switch (by.toLowerCase(Locale.ROOT)) {
          case "timestamp" -> Comparator.comparingLong(AuditEvent::timestamp);
          case "user" -> Comparator.comparing(AuditEvent::user);
          case "action" -> Comparator.comparing(AuditEvent::action);
          default ->
              throw new CatalogException(
                  ErrorCode.BAD_REQUEST,
                  "sortBy is '" + by + "', expected timestamp, user or action");
        };
    return switch (direction.toLowerCase(Locale.ROOT)) {
      case "asc" -> order;
      case "desc" -> order.reversed();
      default ->
          throw new CatalogException(
              ErrorCode.BAD_REQUEST, "sortOrder is '" + direction + "', expected asc or desc");
    };
  }

  List<AuditEvent> answer(Asset asset, Reader reader) {
    AuditEvents events = new AuditEvents(asset);
    Predicate<AuditEvent> wanted = event -> action.map(event.action()::equals).orElse(true);
    Optional<Start> start = startKey.map(key -> Start.of(asset, key));
    List<AuditEvent> found = new ArrayList<>();
    Optional<ActivityMark> at = start.map(Start::before);
    do {
      GuardedActivity.Page page = reader.read(at, PAGE);
      page.activities().stream()
          .flatMap(one -> events.of(one).stream())
          .filter(event -> start.map(first -> !first.isAfter(event)).orElse(true))
          .filter(wanted)
          .forEach(found::add);
      at = page.next();
    } while (at.isPresent() && (order.isPresent() || found.size() < offset + count));
    order.ifPresent(by -> Collections.sort(found, by));
    return found.stream().skip(offset).limit(count).toList();
  }

  /** The event that a page begins with. */
  private record Start(String key, ActivityMark mark, int number) {
    static Start of(Asset asset, String key) {
      int end = key.lastIndexOf(':');
      String guid = asset.guid() + ":";
      if (key.startsWith(guid)
          && end > guid.length()
          && key.substring(end + 1).matches("\\d{1,4}")) {
        Optional<ActivityMark> mark = ActivityMark.parse(key.substring(guid.length(), end));
        if (mark.isPresent()) {
          return new Start(key, mark.get(), Integer.parseInt(key.substring(end + 1)));
        }
      }
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "startKey '"
              + key
              + "' is no eventKey of this entity; leave it out to begin with the newest");
    }

    /** What is just before the change that the event is part of. */
    ActivityMark before() {
      return new ActivityMark(
          mark.time(),
          mark.position() + "-" + (mark.isPropagated() ? "p" : "") + (mark.index() + 1));
    }

    /** Whether the event comes before this one. */
    boolean isAfter(AuditEvent event) {
      String same = key.substring(0, key.lastIndexOf(':') + 1);
      return event.eventKey().startsWith(same)
          && Integer.parseInt(event.eventKey().substring(same.length())) < number;
    }
  }
}
