package dev.lily.server.policy;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.sight.IndexSight;
import dev.lily.policy.Decision;
import dev.lily.policy.EngineResource;
import dev.lily.policy.StatementReport;
import dev.lily.policy.StatementReport.Answer;
import dev.lily.policy.StatementReport.Outcome;
import dev.lily.policy.StatementReport.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What somebody sees of a statement, in the form of the API. */
final class StatementJson {
  private final ClassificationIndex index;
  private final TenantId tenant;
  private final IndexSight sight;
  private final StatementAssets assets;
  private final boolean certain;

  StatementJson(
      ClassificationIndex index,
      TenantId tenant,
      IndexSight sight,
      StatementAssets assets,
      boolean certain) {
    this.index = index;
    this.tenant = tenant;
    this.sight = sight;
    this.assets = assets;
    this.certain = certain;
  }

  Map<String, Object> view(View view) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("kind", view.who().kind().name());
    answer.put("name", view.who().name());
    answer.putAll(outcome(view.now()));
    view.monitored().ifPresent(then -> answer.put("monitored", outcome(then)));
    view.proposed().ifPresent(then -> answer.put("proposed", outcome(then)));
    return answer;
  }

  private Map<String, Object> outcome(Outcome outcome) {
    Map<String, Object> answer = new LinkedHashMap<>();
    List<Decision> refusals = outcome.refusals();
    answer.put("verdict", !refusals.isEmpty() ? "REFUSED" : certain ? "ALLOWED" : "UNCERTAIN");
    answer.put("refusedBy", refusals.stream().map(Decision::reason).distinct().toList());
    answer.put("accesses", outcome.answers().stream().map(this::access).toList());
    return answer;
  }

  private Map<String, Object> access(Answer one) {
    EngineResource resource = one.asked().resource();
    Optional<Guid> guid = assets.guid(resource);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("resource", resource.toString());
    guid.ifPresent(known -> answer.put("guid", known.toString()));
    answer.put("access", one.asked().access());
    answer.put("allowed", one.decision().allowed());
    why(answer, one.decision(), guid);
    one.rowFilter()
        .ifPresent(
            filter -> {
              Map<String, Object> rows = new LinkedHashMap<>();
              filter.rowFilter().ifPresent(condition -> rows.put("condition", condition));
              why(rows, filter, guid);
              answer.put("rowFilter", rows);
            });
    answer.put("columns", one.columns().stream().map(column -> column(resource, column)).toList());
    return answer;
  }

  private Map<String, Object> column(EngineResource table, StatementReport.ColumnView column) {
    Optional<Guid> guid = assets.guid(table, column.column().name());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", column.column().name());
    guid.ifPresent(known -> answer.put("guid", known.toString()));
    answer.put("sight", column.sight().name());
    column.decisive().mask().ifPresent(mask -> answer.put("mask", mask));
    why(answer, column.decisive(), guid);
    return answer;
  }

  private void why(Map<String, Object> answer, Decision decision, Optional<Guid> asset) {
    answer.put("reason", decision.reason());
    answer.put("policies", decision.policies());
    answer.put(
        "classifications",
        decision.classifications().stream()
            .map(
                one ->
                    asset
                        .map(guid -> ClassificationPath.of(index, sight, tenant, guid, one))
                        .orElseGet(() -> Map.of("typeName", one.typeName())))
            .toList());
  }
}
