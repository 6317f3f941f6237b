package dev.lily.server.deadletters;

import dev.lily.notifications.log.KeptLetter;
import dev.lily.notifications.log.LetterState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A dead letter as the API tells it. */
final class LetterJson {
  private LetterJson() {}

  static Map<String, Object> of(KeptLetter letter) {
    LetterState state = letter.state();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", letter.id());
    json.put("time", letter.time());
    letter.tenant().ifPresent(tenant -> json.put("tenant", tenant));
    json.put("source", letter.source());
    json.put("reason", Payload.clean(letter.reason()));
    json.put("requestId", letter.requestId());
    json.put("size", letter.size());
    json.put("details", details(letter));
    json.put("state", state.status());
    json.put("redrives", state.redrives());
    if (!state.by().isEmpty()) {
      json.put("changedBy", state.by());
      json.put("changedAt", state.time());
    }
    if (!state.reason().isEmpty()) {
      json.put("outcome", Payload.clean(state.reason()));
    }
    return json;
  }

  private static Map<String, String> details(KeptLetter letter) {
    Map<String, String> details = new TreeMap<>(letter.details());
    details.remove(KeptLetter.TENANT);
    return details;
  }

  static Map<String, Object> of(KeptLetter letter, Payload payload) {
    Map<String, Object> json = of(letter);
    json.put("payload", payload.text());
    json.put("payloadTruncated", payload.truncated());
    json.put("payloadRedacted", payload.redacted());
    return json;
  }
}
