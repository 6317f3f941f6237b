package dev.lily.server.propagation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.rule.RuleAsset;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.rule.RuleSetCodec;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The rules of each tenant with the versions before, kept as an asset of the catalog. */
final class RuleStore {
  static final int VERSIONS = 10;
  private static final int BYTES = 32 * 1024;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Catalog catalog;
  private final ReentrantLock lock = new ReentrantLock();

  RuleStore(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * A version of the rules.
   *
   * @param rules as {@link RuleSetCodec} writes them
   * @param time epoch milliseconds; 0 for the version that every tenant begins with
   */
  record Version(String rules, String by, long time, String comment) {
    static final Version STANDARD =
        new Version(RuleSetCodec.encode(RuleSet.STANDARD), "lily", 0, "what every tenant has");

    RuleSet ruleSet() {
      return RuleSetCodec.decode(rules);
    }
  }

  /** What was written: the version, and the position of the change log. */
  record Written(Version version, long position) {}

  Version current(RequestContext context) {
    return versions(context).get(0);
  }

  /** The newest first, at most {@link #VERSIONS} and the current one. */
  List<Version> versions(RequestContext context) {
    Optional<Asset> stored =
        catalog.find(context, RuleAsset.KEY).filter(asset -> asset.status() == AssetStatus.ACTIVE);
    if (stored.isEmpty()) {
      return List.of(Version.STANDARD);
    }
    Asset asset = stored.get();
    List<Version> versions = new ArrayList<>();
    versions.add(
        new Version(
            String.valueOf(asset.attributes().get(RuleAsset.RULES)),
            asset.audit().updatedBy(),
            asset.audit().updateTime(),
            asset.attributes().get(RuleAsset.COMMENT) instanceof String text ? text : ""));
    if (asset.attributes().get(RuleAsset.HISTORY) instanceof List<?> history) {
      history.forEach(one -> versions.add(version(String.valueOf(one))));
    }
    return versions;
  }

  /**
   * Makes these the rules of the tenant.
   *
   * @param seen the version that the caller saw last
   * @throws CatalogException VERSION_CONFLICT if it is not the current one any more
   */
  Written put(RequestContext context, RuleSet rules, long seen, String comment) {
    lock.lock();
    try {
      requireCurrent(context, seen);
      return write(context, new RuleSet(seen + 1, rules.rules()), comment, versions(context));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Refuses a version that is not the current one (any more).
   *
   * @throws CatalogException VERSION_CONFLICT
   */
  void requireCurrent(RequestContext context, long seen) {
    long current = current(context).ruleSet().version();
    if (seen != current) {
      throw new CatalogException(
          ErrorCode.VERSION_CONFLICT,
          "version: the rules are at version %d now, not %d; read them again"
              .formatted(current, seen));
    }
  }

  private Written write(
      RequestContext context, RuleSet rules, String comment, List<Version> before) {
    String json = RuleSetCodec.encode(rules);
    if (json.getBytes(StandardCharsets.UTF_8).length > BYTES) {
      throw new CatalogException(
          ErrorCode.CONTENT_TOO_LARGE, "rules: at most " + BYTES + " bytes of JSON");
    }
    List<String> history = before.stream().limit(VERSIONS).map(RuleStore::text).toList();
    AssetInput input =
        new AssetInput(
            "-1",
            RuleAsset.KEY.typeName(),
            Map.of(
                "qualifiedName",
                RuleAsset.KEY.qualifiedName(),
                RuleAsset.VERSION,
                rules.version(),
                RuleAsset.RULES,
                json,
                RuleAsset.COMMENT,
                comment,
                RuleAsset.HISTORY,
                history),
            Map.of());
    long position = catalog.apply(context, new AssetBatch(List.of(input), false)).position();
    return new Written(
        new Version(json, context.principal().name(), context.clock().millis(), comment), position);
  }

  private static String text(Version version) {
    try {
      return MAPPER.writeValueAsString(version);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Version version(String text) {
    try {
      return MAPPER.readValue(text, Version.class);
    } catch (JsonProcessingException damaged) {
      throw new UncheckedIOException("a stored version of the rules is damaged", damaged);
    }
  }
}
