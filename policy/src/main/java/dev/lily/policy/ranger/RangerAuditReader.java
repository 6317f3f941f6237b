package dev.lily.policy.ranger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.policy.Decision.PolicyRef;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyStore;
import dev.lily.policy.audit.DecisionEvent;
import dev.lily.policy.audit.DecisionEvent.Verdict;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what a plug-in of Ranger writes to its audit, one JSON object for each decision, as {@code
 * org.apache.ranger.audit.model.AuthzAuditEvent} is written by its file destination. Fields that it
 * may have and that are not kept are ignored.
 */
public final class RangerAuditReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter RANGER_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS]", Locale.ROOT);
  private static final int LONGEST = 4_096;

  private final ServiceStore services;
  private final PolicyStore policies;
  private final int sqlCharacters;

  /**
   * A reader.
   *
   * @param sqlCharacters how much of a statement is kept; 0 for none
   */
  public RangerAuditReader(ServiceStore services, PolicyStore policies, int sqlCharacters) {
    this.services = services;
    this.policies = policies;
    this.sqlCharacters = sqlCharacters;
  }

  /**
   * The decision of a record.
   *
   * @param at where it stands in what was sent, for messages
   * @throws CatalogException BAD_REQUEST that names the field
   */
  public DecisionEvent read(RequestContext context, String at, JsonNode event) {
    if (!event.isObject()) {
      throw fault(at, "a JSON object is expected");
    }
    String name = required(at, event, "repo");
    EngineService service =
        services
            .find(context.tenant(), name)
            .orElseThrow(() -> fault(at + "/repo", "there is no service '" + name + "'"));
    String access = event.path("access").asText(required(at, event, "action"));
    String id = event.path("id").asText("");
    return new DecisionEvent(
        time(at, event.path("evtTime")),
        context.tenant(),
        bounded(id.isEmpty() ? context.requestId() : id),
        "plug-in",
        context.principal().name(),
        service.name(),
        required(at, event, "reqUser"),
        Set.of(),
        access.toLowerCase(Locale.ROOT),
        resource(service, event),
        List.of(),
        0,
        verdict(at, access, event),
        policy(context, event),
        tags(event.path("tags")),
        Math.max(1, event.path("event_count").asLong(1)),
        sql(event.path("reqData").asText("")));
  }

  private String sql(String text) {
    return text.substring(0, Math.min(sqlCharacters, text.length()));
  }

  private static String required(String at, JsonNode event, String field) {
    JsonNode value = event.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw fault(at + '/' + field, "a text is expected");
    }
    return bounded(value.textValue());
  }

  private static String bounded(String text) {
    return text.substring(0, Math.min(LONGEST, text.length()));
  }

  /** Ranger writes times in UTC without saying so, or as milliseconds. */
  private static long time(String at, JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    String text = value.asText("");
    try {
      return text.contains("T")
          ? Instant.parse(text).toEpochMilli()
          : LocalDateTime.parse(text, RANGER_TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException malformed) {
      throw fault(at + "/evtTime", "a time like 2026-11-22 10:00:00.123 is expected");
    }
  }

  /** Elements with dots between them, as everywhere else in Lily; other paths as they are. */
  private static String resource(EngineService service, JsonNode event) {
    String path = bounded(event.path("resource").asText(""));
    String type = event.path("resType").asText("");
    String leaf = type.startsWith("@") ? type.substring(1) : type;
    return service.type().elements().contains(leaf) ? path.replace('/', '.') : path;
  }

  private static Verdict verdict(String at, String access, JsonNode event) {
    JsonNode result = event.path("result");
    if (!result.isIntegralNumber()) {
      throw fault(at + "/result", "1 (allowed) or 0 (denied) is expected");
    }
    String what = (access + ' ' + event.path("action").asText("")).toUpperCase(Locale.ROOT);
    if (result.intValue() == 0) {
      return Verdict.DENIED;
    }
    if (what.contains("MASK")) {
      return Verdict.MASKED;
    }
    return what.contains("ROW_FILTER") ? Verdict.FILTERED : Verdict.ALLOWED;
  }

  private List<PolicyRef> policy(RequestContext context, JsonNode event) {
    long number = event.path("policy").asLong(-1);
    if (number < 0) {
      return List.of();
    }
    long id = PolicyIds.policy(number);
    String name = policies.current(context.tenant()).find(id).map(Policy::name).orElse("");
    return List.of(new PolicyRef(id, name, event.path("policy_version").asLong(0)));
  }

  /** Each is an object, or the text of one. */
  private static List<String> tags(JsonNode tags) {
    Set<String> names = new TreeSet<>();
    for (JsonNode tag : tags) {
      names.add(bounded(tag.isObject() ? tag.path("type").asText("") : typeOf(tag.asText(""))));
    }
    names.remove("");
    return new ArrayList<>(names);
  }

  private static String typeOf(String text) {
    if (!text.startsWith("{")) {
      return text;
    }
    try {
      return JSON.readTree(text).path("type").asText("");
    } catch (JsonProcessingException none) {
      return text;
    }
  }

  private static CatalogException fault(String at, String what) {
    return new CatalogException(ErrorCode.BAD_REQUEST, "at " + at + ": " + what);
  }
}
