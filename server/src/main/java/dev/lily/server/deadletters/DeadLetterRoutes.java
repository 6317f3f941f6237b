package dev.lily.server.deadletters;

import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.notifications.log.KeptLetter;
import dev.lily.notifications.log.LetterState.Status;
import dev.lily.policy.access.Action;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.AskedAsset;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Dead letters over HTTP, for those who operate the tenant. */
public final class DeadLetterRoutes implements RouteModule {
  private static final String PATH = "/api/lily/v1/operations/dead-letters";
  private static final Access OPERATOR = Access.permitted(Action.OPERATE);
  private static final int STANDARD_LIMIT = 50;

  private final LetterDesk desk;

  public DeadLetterRoutes(LetterDesk desk) {
    this.desk = desk;
  }

  @Override
  public void register(Routes routes) {
    routes
        .get(
            PATH,
            OPERATOR,
            taking(this::list, "source", "reason", "since", "until", "state", "limit", "offset"))
        .get(PATH + "/{id}", OPERATOR, taking(this::letter))
        .post(PATH + "/redrive", OPERATOR, taking(this::redriveAll))
        .post(PATH + "/{id}/redrive", OPERATOR, taking(this::redrive, "again"))
        .post(PATH + "/{id}/discard", OPERATOR, taking(this::discard));
  }

  private ApiResponse list(ApiRequest request) {
    int limit = AskedAsset.limit(request, "limit", STANDARD_LIMIT);
    int offset = AskedAsset.offset(request);
    List<KeptLetter> found = desk.find(request.context(), filter(request));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("total", found.size());
    answer.put("open", found.stream().filter(DeadLetterRoutes::isOpen).count());
    answer.put("sources", desk.sources(request.context()));
    answer.put("letters", found.stream().skip(offset).limit(limit).map(LetterJson::of).toList());
    return ApiResponse.json(answer);
  }

  private static boolean isOpen(KeptLetter letter) {
    return LetterFilter.OPEN.contains(letter.state().status());
  }

  private static LetterFilter filter(ApiRequest request) {
    return new LetterFilter(
        given(request.query("source")),
        given(request.query("reason")),
        LetterFilter.time("since", request.query("since").orElse(null)),
        LetterFilter.time("until", request.query("until").orElse(null)),
        states(request));
  }

  private static Optional<String> given(Optional<String> text) {
    return text.filter(some -> !some.isBlank());
  }

  private static Set<Status> states(ApiRequest request) {
    return request.queries("state").stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .filter(text -> !text.isBlank())
        .map(LetterFilter::state)
        .collect(Collectors.toSet());
  }

  private ApiResponse letter(ApiRequest request) {
    KeptLetter letter = desk.load(request.context(), request.pathParam("id"));
    return ApiResponse.json(LetterJson.of(letter, Payload.of(desk.content(letter))));
  }

  private ApiResponse redrive(ApiRequest request) {
    return ApiResponse.json(
        LetterJson.of(
            desk.redrive(
                request.context(), request.pathParam("id"), request.query("again", false))));
  }

  private ApiResponse discard(ApiRequest request) {
    return ApiResponse.json(
        LetterJson.of(desk.discard(request.context(), request.pathParam("id"))));
  }

  private ApiResponse redriveAll(ApiRequest request) {
    Bulk bulk = request.strictJson(Bulk.class);
    if (bulk.expected() == null) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "expected is missing: say how many dead letters are to be redriven, as the list counts them");
    }
    LetterDesk.Redriven redriven =
        desk.redriveAll(request.context(), bulk.filter(), bulk.expected());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("applied", count(redriven, Status.APPLIED));
    answer.put("refused", count(redriven, Status.REFUSED));
    redriven.stopped().ifPresent(reason -> answer.put("stopped", reason));
    answer.put("letters", redriven.letters().stream().map(LetterJson::of).toList());
    return ApiResponse.json(answer);
  }

  private static long count(LetterDesk.Redriven redriven, Status status) {
    return redriven.letters().stream().filter(letter -> letter.state().status() == status).count();
  }

  private record Bulk(
      @Nullable String source,
      @Nullable String reason,
      @Nullable String since,
      @Nullable String until,
      @Nullable Integer expected) {
    LetterFilter filter() {
      return new LetterFilter(
          given(Optional.ofNullable(source)),
          given(Optional.ofNullable(reason)),
          LetterFilter.time("since", since),
          LetterFilter.time("until", until),
          LetterFilter.OPEN);
    }
  }
}
