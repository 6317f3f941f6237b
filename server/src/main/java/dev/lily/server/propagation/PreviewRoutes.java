package dev.lily.server.propagation;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Preview;
import dev.lily.graph.lineage.Proposal;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.policy.AccessForecast;
import dev.lily.policy.access.Action;
import dev.lily.server.atlas.JsonFields;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a classification or an edge would change, and for whom; nothing is written. */
public final class PreviewRoutes implements RouteModule {
  private static final int STANDARD_LIMIT = 100;
  private static final int LIMIT = 1_000;

  private final GuardedCatalog catalog;
  private final ClassificationIndex index;
  private final MinPosition minPosition;
  private final ProposalReader proposals;
  private final AccessAnswer access;

  public PreviewRoutes(
      GuardedCatalog catalog,
      ClassificationIndex index,
      AccessForecast forecast,
      TypeForecast types,
      MinPosition minPosition) {
    this.catalog = catalog;
    this.index = index;
    this.minPosition = minPosition;
    proposals = new ProposalReader(catalog, types);
    access = new AccessAnswer(index, forecast);
  }

  @Override
  public void register(Routes routes) {
    routes.post(
        "/api/lily/v1/propagation/preview",
        Access.permitted(Action.READ_METADATA),
        minPosition.taking(this::preview, "limit", "offset", "access"));
  }

  private ApiResponse preview(ApiRequest request) {
    RequestContext context = request.context();
    boolean withAccess = request.query("access", true);
    if (withAccess) {
      request.require(Action.READ_POLICY);
    }
    int offset = number(request, "offset", 0, Integer.MAX_VALUE);
    int limit = number(request, "limit", STANDARD_LIMIT, LIMIT);
    JsonFields body = JsonFields.of(request.json(Map.class), "");
    minPosition.await(request);
    List<ProposalReader.Read> all = proposals.readAll(context, body);
    ProposalReader.Read read = all.get(0);
    Proposal proposal = read.proposal();
    Preview preview =
        new Seen(catalog.sight(context))
            .of(
                JointPreview.of(
                    all.stream()
                        .map(each -> index.preview(context.tenant(), each.proposal()))
                        .toList()));
    PreviewAnswer page = new PreviewAnswer(preview, offset, limit);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("proposal", ProposalReader.kindOf(body));
    read.relationships().ifPresent(count -> answer.put("relationshipCount", count));
    answer.putAll(
        page.write(
            new ShownAssets(context, catalog, index.lineage(), page.shown()),
            new ShownEdges(context, catalog, catalog.types().types())));
    if (withAccess) {
      RuleSet rules =
          proposal instanceof Proposal.Rules other ? other.rules() : index.rules(context.tenant());
      answer.put("access", access.of(context.tenant(), preview, rules, guid -> key(context, guid)));
    }
    return ApiResponse.json(answer);
  }

  private Optional<AssetKey> key(RequestContext context, Guid guid) {
    return index
        .lineage()
        .find(context.tenant(), guid)
        .map(AssetRef::key)
        .or(() -> catalog.find(context, guid).map(Asset::ref).map(AssetRef::key));
  }

  private static int number(ApiRequest request, String name, int standard, int most) {
    int number = request.query(name, standard);
    if (number < 0 || number > most) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, name + " must be from 0 to " + most + ", not " + number);
    }
    return number;
  }
}
