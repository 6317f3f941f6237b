package dev.lily.server.propagation;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.sight.IndexSight;
import dev.lily.notifications.propagation.PropagationTask;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task as Apache Atlas's clients read it ({@code org.apache.atlas.model.tasks.AtlasTask} of
 * atlas-intg), with more fields, which they ignore. Times are milliseconds since 1970.
 */
final class TaskJson {
  private TaskJson() {}

  static Map<String, Object> of(PropagationTask task, IndexSight sight) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", task.kind().name());
    json.put("guid", task.guid().toString());
    json.put("createdBy", "lily");
    json.put("createdTime", task.times().created().toEpochMilli());
    json.put("updatedTime", task.times().updated().toEpochMilli());
    time(json, "startTime", task.times().started());
    time(json, "endTime", task.times().ended());
    json.put("parameters", parameters(task, sight));
    json.put("attemptCount", task.attempts());
    task.error().ifPresent(reason -> json.put("errorMessage", reason));
    json.put("status", task.status().name());
    json.put("position", task.position());
    json.put("total", task.counts().total());
    json.put("done", task.counts().done());
    json.put("refused", task.counts().refused());
    json.put("ratePerSecond", Math.round(task.ratePerSecond()));
    time(json, "eta", task.eta());
    return json;
  }

  /** The first names are Atlas's; what a restart left to be written says so instead. */
  private static Map<String, Object> parameters(PropagationTask task, IndexSight sight) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    task.subject()
        .ifPresentOrElse(
            subject -> {
              List<String> origins =
                  subject.origins().stream().filter(sight::sees).map(Guid::toString).toList();
              parameters.put("entityGuid", origins.get(0));
              parameters.put("classificationName", subject.classification());
              parameters.put("entityGuids", origins);
              parameters.put(
                  "entityCount",
                  sight.guard().seesEverything() ? subject.originCount() : origins.size());
            },
            () -> parameters.put("cause", "restart"));
    return parameters;
  }

  private static void time(Map<String, Object> json, String name, Optional<Instant> time) {
    time.ifPresent(known -> json.put(name, known.toEpochMilli()));
  }
}
