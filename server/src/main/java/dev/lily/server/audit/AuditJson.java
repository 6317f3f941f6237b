package dev.lily.server.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.graph.TenantId;
import dev.lily.policy.Decision.PolicyRef;
import dev.lily.policy.audit.AuditEvent;
import dev.lily.policy.audit.DecisionEvent;
import dev.lily.policy.audit.DownloadEvent;
import dev.lily.policy.plugins.PluginDownload;
import dev.lily.policy.plugins.PluginQuestion;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/** A decision or a download as JSON; what is empty is left out. */
final class AuditJson {
  /** The source of what is no decision. */
  static final String DOWNLOAD = "download";

  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditJson() {}

  static byte[] write(AuditEvent event) {
    ObjectNode json =
        event instanceof DownloadEvent download
            ? download(download)
            : decision((DecisionEvent) event);
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException("a tree cannot be written", fault);
    }
  }

  private static ObjectNode begun(
      long time, TenantId tenant, String requestId, String source, String askedBy) {
    ObjectNode json = JSON.createObjectNode();
    json.put("time", Instant.ofEpochMilli(time).toString());
    json.put("tenant", tenant.value());
    json.put("requestId", requestId);
    json.put("source", source);
    json.put("askedBy", askedBy);
    return json;
  }

  private static ObjectNode download(DownloadEvent event) {
    PluginDownload download = event.download();
    PluginQuestion question = download.question();
    PluginQuestion.Caller caller = question.caller();
    ObjectNode json =
        begun(download.time(), event.tenant(), event.requestId(), DOWNLOAD, caller.user());
    json.put("service", question.service());
    json.put("document", question.kind().name().toLowerCase(Locale.ROOT));
    text(json, "pluginId", caller.pluginId());
    text(json, "cluster", caller.cluster());
    json.put("address", caller.address());
    json.put("from", question.known());
    json.put("to", download.version());
    json.put("answer", download.answer().name());
    if (event.bytes() > 0) {
      json.put("bytes", event.bytes());
    }
    if (!event.complete()) {
      json.put("complete", false);
    }
    if (event.quiet().count() > 0) {
      json.put("nothingNew", event.quiet().count());
      json.put("nothingNewSince", Instant.ofEpochMilli(event.quiet().since()).toString());
    }
    return json;
  }

  private static ObjectNode decision(DecisionEvent event) {
    ObjectNode json =
        begun(event.time(), event.tenant(), event.requestId(), event.source(), event.askedBy());
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
    return json;
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
