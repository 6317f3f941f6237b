package dev.lily.server.access;

import static dev.lily.server.http.ApiHandler.taking;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.policy.access.Action;
import dev.lily.policy.access.CatalogRule;
import dev.lily.policy.access.CatalogRules;
import dev.lily.policy.access.RuleTrial.Outlook;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of the catalog's own door: read, change, try. */
public final class CatalogAccessRoutes implements RouteModule {
  private static final String ROOT = "/api/lily/v1/catalog-access";
  private static final Access ADMIN = Access.permitted(Action.ADMINISTER_ACCESS);
  private static final int COMMENT = 1_000;

  private final RuleEditor editor;

  public CatalogAccessRoutes(RuleEditor editor) {
    this.editor = editor;
  }

  /** What is sent: all rules of the tenant, and the version that was read before. */
  private record Sent(
      @Nullable Long version, @Nullable String comment, @Nullable List<CatalogRule> rules) {}

  /** The rules as they were stored, and what in them may not be meant. */
  private record Stored(@JsonUnwrapped CatalogRules stored, List<String> warnings) {}

  @Override
  public void register(Routes routes) {
    routes
        .get(ROOT, ADMIN, taking(r -> ApiResponse.json(editor.current(r.context().tenant()))))
        .put(ROOT, ADMIN, taking(this::put, "dryRun", "force"))
        .get(
            ROOT + "/versions",
            ADMIN,
            taking(
                r -> ApiResponse.json(Map.of("versions", editor.versions(r.context().tenant())))));
  }

  private ApiResponse put(ApiRequest request) {
    Sent sent = request.strictJson(Sent.class);
    List<CatalogRule> rules = sent.rules();
    if (rules == null) {
      throw refused("rules: a list is expected; an empty one for none");
    }
    if (request.query("dryRun", false)) {
      return ApiResponse.json(
          Map.of(
              "principals",
              editor.foresee(request.context().tenant(), rules).stream()
                  .map(CatalogAccessRoutes::outlook)
                  .toList(),
              "warnings",
              editor.warnings(rules)));
    }
    Long seen = sent.version();
    if (seen == null) {
      throw refused("version: the version that you read is expected, so that no change is lost");
    }
    String comment = sent.comment() == null ? "" : sent.comment();
    if (comment.length() > COMMENT) {
      throw refused("comment: at most " + COMMENT + " characters");
    }
    CatalogRules stored =
        editor.put(request.context(), rules, seen, comment, request.query("force", false));
    return ApiResponse.json(new Stored(stored, editor.warnings(rules)));
  }

  private static Map<String, Object> outlook(Outlook outlook) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", outlook.principal().name());
    json.put("roles", outlook.principal().roles().stream().sorted().toList());
    json.put("now", outlook.now());
    json.put("then", outlook.then());
    json.put("losesSightOf", Math.max(0, outlook.then().hidden() - outlook.now().hidden()));
    json.put("administersAccess", outlook.administersAccess());
    return json;
  }

  private static CatalogException refused(String what) {
    return new CatalogException(ErrorCode.BAD_REQUEST, what);
  }
}
