package dev.lily.server.propagation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.lineage.Proposal;
import dev.lily.graph.rule.RuleCheck;
import dev.lily.graph.rule.RuleCover;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.RuleSetCodec;
import dev.lily.graph.rule.TypeKin;
import dev.lily.graph.sight.GuardedCatalog;
import dev.lily.graph.type.TypesDefCodec;
import dev.lily.server.atlas.ClassificationCodec;
import dev.lily.server.atlas.JsonFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what somebody considers: an object with one field that says what kind of change it is.
 * Refuses what the change itself would be refused for.
 */
final class ProposalReader {
  private static final String RULES = "rules";
  private static final String TYPES = "types";
  private static final String GUIDS = "guids";
  private static final int MOST_ASSETS = 1_000;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final GuardedCatalog catalog;
  private final TypeForecast types;
  private final ProposedAssets assets;
  private final Map<String, Kind> kinds = new TreeMap<>();

  /** One kind of proposal. */
  @FunctionalInterface
  private interface Kind {
    Proposal read(RequestContext context, JsonFields json);
  }

  /**
   * What was read.
   *
   * @param relationships of a change of types, how many would let something else pass
   */
  record Read(Proposal proposal, OptionalLong relationships) {}

  ProposalReader(GuardedCatalog catalog, TypeForecast types) {
    this.catalog = catalog;
    this.types = types;
    assets = new ProposedAssets(catalog);
    ProposedEdges edges = new ProposedEdges(catalog, assets);
    kinds.put("classify", this::classify);
    kinds.put("declassify", this::declassify);
    kinds.put("link", edges::link);
    kinds.put("cut", edges::cut);
  }

  /** Rules that would replace the ones there are. */
  private Proposal rules(@Nullable Object sent) {
    RuleSet rules = RuleSetCodec.read(0, MAPPER.valueToTree(sent));
    RuleCheck.check(rules, catalog.types().types());
    return new Proposal.Rules(RuleCover.of(rules, TypeKin.of(catalog.types().types())));
  }

  /** Definitions that would replace the ones there are. */
  private Read types(RequestContext context, @Nullable Object sent) {
    TypeForecast.OfTenant change =
        types.of(context, TypesDefCodec.fromJson(MAPPER.valueToTree(sent)));
    return new Read(change.proposal(), OptionalLong.of(change.relationships()));
  }

  /** The one field of the body. */
  static String kindOf(JsonFields body) {
    return body.fields().keySet().stream().findFirst().orElse("");
  }

  /**
   * The same where one classification may be proposed for several assets: a proposal for each of
   * {@code classify.guids}.
   */
  List<Read> readAll(RequestContext context, JsonFields body) {
    if (!(body.fields().get("classify") instanceof Map<?, ?> sent)
        || body.fields().size() != 1
        || !sent.containsKey(GUIDS)) {
      return List.of(read(context, body));
    }
    JsonFields json = JsonFields.of(sent, "/classify");
    List<String> guids = json.texts(GUIDS).stream().distinct().toList();
    if (guids.isEmpty() || guids.size() > MOST_ASSETS || json.has("guid")) {
      throw ProposedAssets.bad(
          json,
          GUIDS,
          "1 to %d guids, and no guid beside them; there are %d"
              .formatted(MOST_ASSETS, guids.size()));
    }
    List<Read> all = new ArrayList<>();
    for (String guid : guids) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>(json.fields());
      one.remove(GUIDS);
      one.put("guid", guid);
      all.add(read(context, new JsonFields(Map.of("classify", one), "")));
    }
    return all;
  }

  Read read(RequestContext context, JsonFields body) {
    String name = kindOf(body);
    return name.equals(TYPES) && body.fields().size() == 1
        ? types(context, body.fields().get(name))
        : new Read(proposal(context, name, body), OptionalLong.empty());
  }

  private Proposal proposal(RequestContext context, String name, JsonFields body) {
    if (name.equals(RULES) && body.fields().size() == 1) {
      return rules(body.fields().get(name));
    }
    Kind kind = kinds.get(name);
    if (kind == null || body.fields().size() != 1) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "the body needs exactly one of %s, rules or types, and has %s"
              .formatted(kinds.keySet(), body.fields().keySet()));
    }
    JsonFields json = JsonFields.of(body.fields().get(name), "/" + name);
    KnownFields.require(name, json);
    return kind.read(context, json);
  }

  private Proposal classify(RequestContext context, JsonFields json) {
    Asset asset = assets.read(context, json);
    JsonFields sent =
        json.object("classification")
            .orElseThrow(() -> ProposedAssets.bad(json, "classification", "an object is needed"));
    String name = sent.required("typeName", "a classification");
    KnownClassification.require(catalog, name, sent);
    Optional<Classification> known = own(asset, name);
    Classification checked =
        catalog.check(
            asset, ClassificationCodec.read(sent, asset.guid(), known, "a classification"));
    requireNotEnded(checked, sent, context.clock().instant());
    return new Proposal.Classify(checked);
  }

  private static void requireNotEnded(Classification proposed, JsonFields sent, Instant now) {
    if (!proposed.validityPeriods().isEmpty()
        && proposed.validityPeriods().stream().allMatch(period -> period.endedBefore(now))) {
      throw ProposedAssets.bad(
          sent, "validityPeriods", "all of them have ended: it would never hold; send a later end");
    }
  }

  private Proposal declassify(RequestContext context, JsonFields json) {
    Asset asset = assets.read(context, json);
    String name = json.required("typeName", "a declassification");
    KnownClassification.require(catalog, name, json);
    if (own(asset, name).isEmpty()) {
      List<String> names =
          asset.classifications().stream().map(Classification::typeName).sorted().toList();
      throw new CatalogException(
          ErrorCode.CLASSIFICATION_NOT_ASSOCIATED_WITH_ENTITY,
          "asset %s does not have the classification %s itself, only %s; what came from elsewhere is taken away there"
              .formatted(asset.guid(), name, names));
    }
    return new Proposal.Declassify(asset.guid(), name);
  }

  private static Optional<Classification> own(Asset asset, String name) {
    return asset.classifications().stream().filter(one -> one.typeName().equals(name)).findFirst();
  }
}
