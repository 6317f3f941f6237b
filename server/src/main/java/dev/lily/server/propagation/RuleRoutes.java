package dev.lily.server.propagation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.InheritanceEffect;
import dev.lily.graph.lineage.Preview;
import dev.lily.graph.lineage.Proposal;
import dev.lily.graph.rule.RuleCheck;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.RuleSetCodec;
import dev.lily.policy.access.Action;
import dev.lily.server.atlas.PositionWait;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import dev.lily.server.propagation.RuleStore.Version;
import dev.lily.server.propagation.RuleStore.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of propagation: read, change, undo. */
public final class RuleRoutes implements RouteModule {
  /** How many assets rules may change before somebody has to say that this is meant. */
  private static final long CONFIRMED_FROM = 10_000;

  private static final int COMMENT = 1_000;
  private static final String ROOT = "/api/lily/v1/propagation/rules";

  private final RuleStore store;
  private final TypeCatalog types;
  private final ClassificationIndex index;
  private final PositionWait wait;

  public RuleRoutes(
      Catalog catalog, TypeCatalog types, ClassificationIndex index, PositionWait wait) {
    this.store = new RuleStore(catalog);
    this.types = types;
    this.index = index;
    this.wait = wait;
  }

  @Override
  public void register(Routes routes) {
    routes.get(ROOT, Access.permitted(Action.READ_METADATA), this::current);
    routes.put(ROOT, Access.permitted(Action.WRITE_POLICY), this::put);
    routes.get(ROOT + "/versions", Access.permitted(Action.READ_METADATA), this::versions);
    routes.post(ROOT + "/undo", Access.permitted(Action.WRITE_POLICY), this::undo);
  }

  private ApiResponse current(ApiRequest request) {
    return ApiResponse.json(answer(store.current(request.context())));
  }

  private ApiResponse versions(ApiRequest request) {
    List<Map<String, Object>> versions =
        store.versions(request.context()).stream().map(RuleRoutes::answer).toList();
    return ApiResponse.json(Map.of("versions", versions));
  }

  private ApiResponse put(ApiRequest request) {
    JsonNode body = request.json();
    JsonNode rules = body.path("rules");
    if (!rules.isArray()) {
      throw new CatalogException(ErrorCode.BAD_REQUEST, "rules: an array is expected");
    }
    return change(request.context(), RuleSetCodec.read(0, rules), body, "");
  }

  private ApiResponse undo(ApiRequest request) {
    JsonNode body = request.json();
    List<Version> versions = store.versions(request.context());
    if (versions.size() < 2) {
      throw new CatalogException(ErrorCode.BAD_REQUEST, "there is no version before this one");
    }
    long undone = versions.get(0).ruleSet().version();
    return change(request.context(), versions.get(1).ruleSet(), body, "undo of " + undone);
  }

  private ApiResponse change(
      RequestContext context, RuleSet rules, JsonNode body, String standardComment) {
    long seen = version(body);
    String comment = comment(body, standardComment);
    RuleCheck.check(rules, types.types());
    if (rules.rules().equals(store.current(context).ruleSet().rules())) {
      return ApiResponse.json(answer(store.current(context)));
    }
    requireConfirmed(body.path("confirm").asLong(0), context, rules);
    Written written = store.put(context, rules, seen, comment);
    wait.await(written.position());
    Map<String, Object> answer = answer(written.version());
    answer.put("position", written.position());
    return ApiResponse.json(answer);
  }

  private void requireConfirmed(long confirmed, RequestContext context, RuleSet rules) {
    Preview preview = index.preview(context.tenant(), new Proposal.Rules(rules));
    long changes =
        preview.effects().stream()
                .mapToLong(effect -> (long) effect.gained().size() + effect.lost().size())
                .sum()
            + preview.inherited().stream().mapToLong(InheritanceEffect::size).sum();
    if ((changes > CONFIRMED_FROM || !preview.complete()) && confirmed < changes) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          "the rules would change %s%d assets: look at POST /api/lily/v1/propagation/preview, then send \"confirm\": %d"
              .formatted(preview.complete() ? "" : "more than ", changes, changes));
    }
  }

  private static long version(JsonNode body) {
    if (!body.path("version").isIntegralNumber()) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "version: the version that you read is expected, so that no other change is lost");
    }
    return body.path("version").asLong();
  }

  private static String comment(JsonNode body, String standard) {
    String comment = body.path("comment").asText(standard);
    if (comment.length() > COMMENT) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, "comment: at most " + COMMENT + " characters");
    }
    return comment;
  }

  private static Map<String, Object> answer(Version version) {
    Map<String, Object> answer = new LinkedHashMap<>();
    JsonNode tree = RuleSetCodec.tree(version.ruleSet());
    answer.put("version", tree.path("version"));
    answer.put("updatedBy", version.by());
    answer.put("updateTime", version.time());
    answer.put("comment", version.comment());
    answer.put("rules", tree.path("rules"));
    return answer;
  }
}
