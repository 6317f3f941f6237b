package dev.lily.server.propagation;

import static dev.lily.server.http.ApiHandler.taking;

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
import dev.lily.graph.lineage.SeverityEffect;
import dev.lily.graph.rule.RuleCheck;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.RuleSetCodec;
import dev.lily.policy.access.Action;
import dev.lily.server.atlas.JsonFields;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import dev.lily.server.propagation.RuleStore.Version;
import dev.lily.server.propagation.RuleStore.Written;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** The rules of propagation: read, change, undo. */
public final class RuleRoutes implements RouteModule {
  private static final int COMMENT = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Of a change; those of an answer may be sent back. */
  private static final Set<String> FIELDS =
      Set.of("version", "comment", "confirm", "rules", "updatedBy", "updateTime", "position");

  private static final Set<String> UNDO_FIELDS = Set.of("version", "comment", "confirm", "to");
  private static final String ROOT = "/api/lily/v1/propagation/rules";

  private final RuleStore store;
  private final TypeCatalog types;
  private final ClassificationIndex index;
  private final LongSupplier head;

  /**
   * The routes.
   *
   * @param head the position of the newest change of the catalog
   */
  public RuleRoutes(
      Catalog catalog, TypeCatalog types, ClassificationIndex index, LongSupplier head) {
    this.store = new RuleStore(catalog);
    this.types = types;
    this.index = index;
    this.head = head;
  }

  @Override
  public void register(Routes routes) {
    routes.get(ROOT, Access.permitted(Action.READ_METADATA), taking(this::current));
    routes.put(ROOT, Access.permitted(Action.WRITE_POLICY), taking(this::put));
    routes.get(ROOT + "/versions", Access.permitted(Action.READ_METADATA), taking(this::versions));
    routes.post(ROOT + "/undo", Access.permitted(Action.WRITE_POLICY), taking(this::undo));
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
    JsonNode body = body(request, FIELDS);
    return change(request.context(), RuleSetCodec.read(0, body.path("rules")), body, "");
  }

  private static JsonNode body(ApiRequest request, Set<String> known) {
    byte[] sent = request.body();
    KnownFields.require(JsonFields.of(request.json(sent, Map.class), ""), known);
    return request.json(sent, JsonNode.class);
  }

  /** Brings back the version before, or another one that is still known. */
  private ApiResponse undo(ApiRequest request) {
    JsonNode body = body(request, UNDO_FIELDS);
    List<Version> versions = store.versions(request.context());
    long undone = versions.get(0).ruleSet().version();
    long wanted =
        body.has("to")
            ? number(body, "to", "a version")
            : versions.size() < 2 ? -1 : versions.get(1).ruleSet().version();
    Version back =
        versions.stream()
            .filter(version -> version.ruleSet().version() == wanted && wanted != undone)
            .findFirst()
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.BAD_REQUEST,
                        "there is no such version before this one; known are "
                            + versions.stream().map(one -> one.ruleSet().version()).toList()));
    return change(
        request.context(),
        back.ruleSet(),
        body,
        "undo of %d, back to %d".formatted(undone, wanted));
  }

  private ApiResponse change(
      RequestContext context, RuleSet rules, JsonNode body, String standardComment) {
    long seen =
        number(body, "version", "the version that you read, so that no other change is lost,");
    String comment = comment(body, standardComment);
    RuleCheck.check(rules, types.types());
    store.requireCurrent(context, seen);
    Version current = store.current(context);
    boolean same = rules.rules().equals(current.ruleSet().rules());
    if (same && (comment.isEmpty() || comment.equals(current.comment()))) {
      return answer(current, index.position());
    }
    if (!same) {
      requireConfirmed(body.path("confirm").asLong(0), context, rules);
    }
    Written written = store.put(context, rules, seen, comment);
    await(
        written.position(),
        "version %d is stored, and decisions will follow it".formatted(seen + 1));
    return answer(written.version(), written.position());
  }

  private static ApiResponse answer(Version version, long position) {
    Map<String, Object> answer = answer(version);
    answer.put("position", position);
    return ApiResponse.json(answer);
  }

  /**
   * Waits until the index, and whoever decides by it, has the position.
   *
   * @param meanwhile what the caller has to know if that takes too long
   */
  private void await(long position, String meanwhile) {
    try {
      if (!index.awaitPosition(position, PATIENCE)) {
        throw new CatalogException(
            ErrorCode.POSITION_NOT_REACHED,
            "%s: the lineage index is at position %d and did not reach %d within %d s"
                .formatted(meanwhile, index.position(), position, PATIENCE.toSeconds()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CatalogException(ErrorCode.UNAVAILABLE, "the server is stopping", interrupted);
    }
  }

  private void requireConfirmed(long confirmed, RequestContext context, RuleSet rules) {
    await(head.getAsLong(), "nothing was changed; try again later");
    Preview preview = index.preview(context.tenant(), new Proposal.Rules(rules));
    long changes =
        preview.effects().stream()
                .mapToLong(effect -> (long) effect.gained().size() + effect.lost().size())
                .sum()
            + preview.severity().stream().mapToLong(SeverityEffect::changed).sum()
            + preview.inherited().stream().mapToLong(InheritanceEffect::size).sum();
    Confirmation needed = new Confirmation(changes, preview.complete());
    if (needed.isMissing(confirmed)) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          "the rules would change %s assets: look at POST /api/lily/v1/propagation/preview, then send \"confirm\": %d"
              .formatted(needed, needed.named()));
    }
  }

  private static long number(JsonNode body, String field, String what) {
    JsonNode value = body.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, field + ": " + what + " is expected, a whole number");
    }
    return value.asLong();
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
