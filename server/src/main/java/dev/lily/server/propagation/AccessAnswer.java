package dev.lily.server.propagation;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.Preview;
import dev.lily.graph.lineage.SeverityEffect;
import dev.lily.graph.rule.RuleSet;
import dev.lily.policy.AccessForecast;
import dev.lily.policy.AccessForecast.Change;
import dev.lily.policy.AccessForecast.Outlook;
import dev.lily.server.policy.OutlookJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Says in JSON whom a preview would take clear access from, and whom it would give it. */
final class AccessAnswer {
  /** How many assets are looked at. */
  private static final int ASSETS = 10_000;

  private final ClassificationIndex index;
  private final AccessForecast forecast;

  AccessAnswer(ClassificationIndex index, AccessForecast forecast) {
    this.index = index;
    this.forecast = forecast;
  }

  /**
   * The answer.
   *
   * @param rules those that would be in force: they say which of several values counts
   * @param keys names the assets
   */
  Map<String, Object> of(
      TenantId tenant, Preview preview, RuleSet rules, Function<Guid, Optional<AssetKey>> keys) {
    Map<Guid, List<Classification>> after = new LinkedHashMap<>();
    int assets = 0;
    for (Preview.Effect effect : preview.effects()) {
      assets += effect.gained().size() + effect.lost().size();
      for (Guid asset : effect.gained()) {
        now(tenant, asset, after).ifPresent(all -> all.addAll(effect.arriving()));
      }
      for (Guid asset : effect.lost()) {
        now(tenant, asset, after)
            .ifPresent(all -> all.removeIf(one -> one.typeName().equals(effect.name())));
      }
    }
    for (SeverityEffect effect : preview.severity()) {
      assets += effect.changed();
      for (SeverityEffect.Example other : effect.examples()) {
        now(tenant, other.asset(), after).ifPresent(all -> replace(all, effect, other));
      }
    }
    List<Change> changes = new ArrayList<>(after.size());
    after.forEach(
        (guid, all) ->
            keys.apply(guid).ifPresent(key -> changes.add(new Change(key, rules.mostSevere(all)))));
    Outlook outlook = forecast.of(tenant, changes, AccessForecast.Limits.STANDARD);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("assets", changes.size());
    answer.put("assetCount", assets);
    answer.putAll(OutlookJson.of(outlook));
    return answer;
  }

  private static void replace(
      List<Classification> all, SeverityEffect effect, SeverityEffect.Example other) {
    all.removeIf(one -> one.typeName().equals(effect.classification()));
    all.addAll(other.after());
  }

  /** Empty for more assets than are looked at. */
  private Optional<List<Classification>> now(
      TenantId tenant, Guid asset, Map<Guid, List<Classification>> after) {
    List<Classification> known = after.get(asset);
    if (known == null && after.size() < ASSETS) {
      known = new ArrayList<>(index.of(tenant, asset));
      after.put(asset, known);
    }
    return Optional.ofNullable(known);
  }
}
