package dev.lily.server.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.policy.Decision.PolicyRef;
import dev.lily.policy.audit.DecisionEvent;
import java.time.Instant;
import java.util.Collection;

/** A decision as JSON; what is empty is left out. */
final class AuditJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditJson() {}

  static byte[] write(DecisionEvent event) {
    ObjectNode json = JSON.createObjectNode();
    json.put("time", Instant.ofEpochMilli(event.time()).toString());
    json.put("tenant", event.tenant().value());
    json.put("requestId", event.requestId());
    json.put("source", event.source());
    json.put("askedBy", event.askedBy());
    text(json, "service", event.service());
    text(json, "user", event.user());
    names(json, "groups", event.groups());
    json.put("action", event.action());
    json.put("resource", event.resource());
    names(json, "columns", event.columns());
    if (event.columnCount() > event.columns().size()) {
      json.put("columnCount", event.columnCount());
    }
    json.put("decision", event.verdict().name());
    for (PolicyRef policy : event.policies()) {
      json.withArray("policies")
          .addObject()
          .put("id", policy.id())
          .put("name", policy.name())
          .put("version", policy.version());
    }
    names(json, "tags", event.tags());
    if (event.count() > 1) {
      json.put("count", event.count());
    }
    text(json, "sql", event.sql());
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException("a tree cannot be written", fault);
    }
  }

  private static void text(ObjectNode json, String field, String value) {
    if (!value.isEmpty()) {
      json.put(field, value);
    }
  }

  private static void names(ObjectNode json, String field, Collection<String> values) {
    if (!values.isEmpty()) {
      values.forEach(json.putArray(field)::add);
    }
  }
}
