package dev.lily.server.audit;

import static dev.lily.graph.BadRequests.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.policy.audit.DecisionEvent.Verdict;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.AskedAsset;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is asked of the audit. Everything that is named must hold.
 *
 * @param principal a user, or a group of one
 * @param resource one, or what is around it; a column is found under its own name
 * @param since epoch milliseconds; 0 for all
 * @param until epoch milliseconds, that one included
 */
record AuditQuery(
    Optional<String> principal,
    Optional<String> resource,
    Optional<Long> policy,
    Optional<String> decision,
    Optional<String> source,
    Optional<String> service,
    long since,
    long until,
    int limit)
    implements Predicate<String> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STANDARD_LIMIT = 100;
  private static final List<String> VERDICTS =
      Arrays.stream(Verdict.values()).map(Verdict::name).toList();
  private static final List<String> SOURCES = List.of("opa", "plug-in", "explain");

  static AuditQuery of(ApiRequest request) {
    return new AuditQuery(
        request.query("principal"),
        request.query("resource").map(text -> text.toLowerCase(Locale.ROOT)),
        request.query("policy").map(AuditQuery::number),
        request
            .query("decision")
            .map(text -> oneOf("decision", VERDICTS, text.toUpperCase(Locale.ROOT))),
        request.query("source").map(text -> oneOf("source", SOURCES, text)),
        request.query("service"),
        time(request, "since").orElse(0L),
        time(request, "until").orElse(Long.MAX_VALUE),
        AskedAsset.limit(request, "limit", STANDARD_LIMIT));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException malformed) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "policy: the id of a policy is expected, not '" + text + "'",
          malformed);
    }
  }

  private static String oneOf(String field, List<String> known, String text) {
    require(known.contains(text), field + ": one of " + known + ", not '" + text + "'");
    return text;
  }

  /** Epoch milliseconds. */
  static Optional<Long> time(ApiRequest request, String field) {
    return request.query(field).map(text -> time(field, text));
  }

  private static long time(String field, String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException malformed) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          field + ": a time like 2026-11-30T10:00:00Z is expected, not '" + text + "'",
          malformed);
    }
  }

  @Override
  public boolean test(String line) {
    return mayName(line) && read(line).filter(this::matches).isPresent();
  }

  /** Most lines name somebody else, which is seen without reading them as JSON. */
  private boolean mayName(String line) {
    return principal.stream()
        .map(name -> new String(JsonStringEncoder.getInstance().quoteAsString(name)))
        .allMatch(line::contains);
  }

  /** A line that is still being written is none. */
  static Optional<JsonNode> read(String line) {
    try {
      return Optional.of(JSON.readTree(line));
    } catch (JsonProcessingException torn) {
      return Optional.empty();
    }
  }

  private boolean matches(JsonNode event) {
    return event.has("decision")
        && principal.stream()
            .allMatch(name -> event.path("user").asText().equals(name) || has(event, name))
        && decision.stream().allMatch(event.path("decision").asText()::equals)
        && source.stream().allMatch(event.path("source").asText()::equals)
        && policy.stream()
            .allMatch(id -> event.path("policies").findValuesAsText("id").contains("" + id))
        && resource.stream().allMatch(name -> isAbout(event, name))
        && service.stream().allMatch(event.path("service").asText()::equals)
        && isWithin(Instant.parse(event.path("time").asText()).toEpochMilli());
  }

  private boolean isWithin(long time) {
    return since <= time && time <= until;
  }

  private static boolean has(JsonNode event, String group) {
    for (JsonNode one : event.path("groups")) {
      if (one.asText().equals(group)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAbout(JsonNode event, String name) {
    String about = event.path("resource").asText().toLowerCase(Locale.ROOT);
    if (about.equals(name) || about.startsWith(name + '.')) {
      return true;
    }
    for (JsonNode column : event.path("columns")) {
      if (name.equals(about + '.' + column.asText().toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
