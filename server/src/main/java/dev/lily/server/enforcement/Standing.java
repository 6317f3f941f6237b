package dev.lily.server.enforcement;

import dev.lily.policy.plugins.EngineState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How an engine, or one instance of it, stands.
 *
 * @param instance the plug-in's name for itself; empty where there is one only
 * @param runs what it runs and what is current, for people and programs
 * @param position of the change log up to which it enforces; absent where that is not known
 * @param tags the version of the tags that it runs; -1 for none
 * @param lagVersions how many versions it is behind
 * @param lagMillis since when it is behind
 * @param lastSeen epoch milliseconds; 0 for never
 * @param silentMillis for how long nothing was heard
 * @param detail what is wrong, or empty
 */
record Standing(
    String service,
    Door door,
    String instance,
    EngineState state,
    Map<String, Object> runs,
    OptionalLong position,
    long tags,
    long lagVersions,
    long lagMillis,
    long lastSeen,
    long silentMillis,
    String detail) {

  static Standing neverSeen(String service, Door door) {
    return new Standing(
        service,
        door,
        "",
        EngineState.NEVER_SEEN,
        Map.of(),
        OptionalLong.empty(),
        -1,
        0,
        0,
        0,
        0,
        "");
  }

  /** False for a database that is changed only when somebody asks for it. */
  boolean follows() {
    return !Boolean.FALSE.equals(runs.get("automatic"));
  }

  Map<String, Object> json() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("door", door);
    if (!instance.isEmpty()) {
      answer.put("instance", instance);
    }
    answer.put("state", state);
    position.ifPresent(reached -> answer.put("position", reached));
    answer.putAll(runs);
    answer.put("lagVersions", lagVersions);
    answer.put("lagMillis", lagMillis);
    if (lastSeen > 0) {
      answer.put("lastSeen", Instant.ofEpochMilli(lastSeen));
      answer.put("silentMillis", silentMillis);
    }
    if (!detail.isEmpty()) {
      answer.put("detail", detail);
    }
    return answer;
  }
}
