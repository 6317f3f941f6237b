package dev.lily.server.policy;

import static dev.lily.server.http.ApiHandler.taking;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyDiff;
import dev.lily.policy.PolicySet;
import dev.lily.policy.PolicyTemplate;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import dev.lily.server.policy.PolicyEditor.Edited;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Policies: find, write, compare and bring back versions, make from templates. */
public final class PolicyRoutes implements RouteModule {
  private static final String ROOT = "/api/lily/v1/policies";
  private static final String ONE = ROOT + "/{id}";
  private static final String TEMPLATES = "/api/lily/v1/policy-templates";
  private static final Access READ = Access.permitted(Action.READ_POLICY);
  private static final Access WRITE = Access.permitted(Action.WRITE_POLICY);
  private static final int PAGE = 1_000;
  private static final int STANDARD_PAGE = 100;

  private final PolicyEditor editor;

  public PolicyRoutes(PolicyEditor editor) {
    this.editor = editor;
  }

  /** A policy as it was stored, and what may not be meant. */
  private record Stored(@JsonUnwrapped Policy policy, List<String> warnings) {}

  @Override
  public void register(Routes routes) {
    routes.get(
        ROOT, READ, taking(this::list, "offset", "limit", "classification", "label", "query"));
    routes.post(ROOT, WRITE, taking(this::create, "dryRun", "force"));
    routes.get(ONE, READ, taking(r -> ApiResponse.json(editor.find(r.context(), id(r)))));
    routes.put(ONE, WRITE, taking(this::replace, "force"));
    routes.delete(ONE, WRITE, taking(this::remove, "version", "force"));
    routes.get(ONE + "/versions", READ, taking(this::versions));
    routes.get(ONE + "/diff", READ, taking(this::diff, "from", "to"));
    routes.post(ONE + "/restore", WRITE, taking(this::restore, "force"));
    routes.get(TEMPLATES, READ, taking(PolicyRoutes::templates));
    routes.post(TEMPLATES + "/{name}", WRITE, taking(this::instantiate, "dryRun", "force"));
  }

  private ApiResponse list(ApiRequest request) {
    PolicySet set = editor.current(request.context());
    int limit = bounded(request, "limit", STANDARD_PAGE, 1, PAGE);
    int offset = bounded(request, "offset", 0, 0, Integer.MAX_VALUE);
    List<Policy> found = set.policies().stream().filter(new Wanted(request)::matches).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("version", set.version());
    answer.put("updateTime", set.updateTime());
    answer.put("total", found.size());
    List<Policy> page = found.stream().skip(offset).limit(limit).toList();
    answer.put("policies", page);
    answer.put("warnings", editor.unapplied(request.context().tenant(), page));
    return ApiResponse.json(answer);
  }

  /** What the query asks for; what it does not name matches. */
  private record Wanted(
      Optional<String> classification, Optional<String> label, Optional<String> text) {
    Wanted(ApiRequest request) {
      this(
          request.query("classification"),
          request.query("label"),
          request.query("query").map(one -> one.toLowerCase(Locale.ROOT)));
    }

    boolean matches(Policy policy) {
      return classification.stream().allMatch(policy.target().classifications()::contains)
          && label.stream().allMatch(policy.labels()::contains)
          && text.stream()
              .allMatch(
                  one ->
                      (policy.name() + '\n' + policy.description())
                          .toLowerCase(Locale.ROOT)
                          .contains(one));
    }
  }

  private ApiResponse create(ApiRequest request) {
    Policy policy = request.strictJson(Policy.class);
    return created(request, policy);
  }

  /** Stores it; with {@code dryRun=true} it is only checked. */
  private ApiResponse created(ApiRequest request, Policy policy) {
    return request.query("dryRun", false)
        ? stored(200, editor.tryOut(request.context(), policy, force(request)))
        : stored(201, editor.create(request.context(), policy, force(request)));
  }

  private ApiResponse replace(ApiRequest request) {
    Policy policy = request.strictJson(Policy.class);
    return stored(200, editor.replace(request.context(), id(request), policy, force(request)));
  }

  private ApiResponse remove(ApiRequest request) {
    Optional<Long> seen = request.query("version").map(text -> number("version", text));
    editor.remove(request.context(), id(request), seen, force(request));
    return ApiResponse.noContent();
  }

  private ApiResponse versions(ApiRequest request) {
    return ApiResponse.json(Map.of("versions", editor.history(request.context(), id(request))));
  }

  private ApiResponse diff(ApiRequest request) {
    long id = id(request);
    Policy to =
        request
            .query("to")
            .map(text -> editor.version(request.context(), id, number("to", text)))
            .orElseGet(() -> editor.find(request.context(), id));
    long from = request.query("from").map(text -> number("from", text)).orElse(to.version() - 1);
    Policy before = editor.version(request.context(), id, from);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    answer.put("from", before.version());
    answer.put("to", to.version());
    answer.put("updatedBy", to.updatedBy());
    answer.put("updateTime", to.updateTime());
    answer.put("changes", PolicyDiff.between(before, to));
    return ApiResponse.json(answer);
  }

  /** A former version, and the last that the caller saw. */
  record Former(@Nullable Long to, @Nullable Long version) {}

  /** Stores a former version again, as a new one; a removed policy is back then. */
  private ApiResponse restore(ApiRequest request) {
    Former wanted = request.strictJson(Former.class);
    long to = required("to", wanted.to());
    long seen = required("version", wanted.version());
    return stored(200, editor.restore(request.context(), id(request), to, seen, force(request)));
  }

  private static long required(String field, @Nullable Long number) {
    if (number == null) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, field + " is missing: the number of a version is expected");
    }
    return number;
  }

  private static ApiResponse templates(ApiRequest request) {
    return ApiResponse.json(
        Map.of(
            "templates",
            PolicyTemplate.all().stream()
                .map(
                    template ->
                        Map.of(
                            "name", template.id(),
                            "description", template.description(),
                            "parameters", template.parameters()))
                .toList()));
  }

  /** A policy from a template; with {@code dryRun=true} it is shown and not stored. */
  private ApiResponse instantiate(ApiRequest request) {
    String name = request.pathParam("name");
    PolicyTemplate template =
        PolicyTemplate.named(name)
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.INSTANCE_NOT_FOUND,
                        "there is no template '%s'; there are %s"
                            .formatted(
                                name,
                                PolicyTemplate.all().stream().map(PolicyTemplate::id).toList())));
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> one : request.json().properties()) {
      parameters.put(one.getKey(), text(one.getKey(), one.getValue()));
    }
    Policy policy = template.create(parameters);
    return created(request, policy);
  }

  /** A text, or a list of texts joined by commas. */
  private static String text(String name, JsonNode value) {
    if (value.isTextual()) {
      return value.asText();
    }
    StringBuilder names = new StringBuilder();
    for (JsonNode one : value) {
      names.append(names.length() == 0 ? "" : ",").append(one.isTextual() ? one.asText() : "\0");
    }
    if (!value.isArray() || names.indexOf("\0") >= 0) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "at /" + name + " of the body: a text or a list of texts is expected, not " + value);
    }
    return names.toString();
  }

  private static ApiResponse stored(int status, Edited edited) {
    return ApiResponse.json(status, new Stored(edited.policy(), edited.warnings()));
  }

  private static boolean force(ApiRequest request) {
    return request.query("force", false);
  }

  static long id(ApiRequest request) {
    return number("id", request.pathParam("id"));
  }

  private static int bounded(ApiRequest request, String name, int standard, int least, int most) {
    int wanted = request.query(name, standard);
    if (wanted < least || wanted > most) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, name + " must be from " + least + " to " + most);
    }
    return wanted;
  }

  private static long number(String field, String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException malformed) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          field + ": a whole number is expected, not '" + text + "'",
          malformed);
    }
  }
}
