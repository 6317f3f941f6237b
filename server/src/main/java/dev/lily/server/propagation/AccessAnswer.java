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
import dev.lily.policy.AccessForecast.Effects;
import dev.lily.policy.AccessForecast.Outlook;
import dev.lily.policy.AccessForecast.Place;
import dev.lily.policy.AccessForecast.Shift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

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
    return answer(outlook, changes.size(), assets);
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

  private static Map<String, Object> answer(Outlook outlook, int considered, int assets) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("assets", considered);
    answer.put("assetCount", assets);
    answer.put("resources", outlook.resources());
    answer.put("principalCount", outlook.principals());
    answer.put("evaluated", outlook.evaluated());
    answer.put("total", outlook.total());
    answer.put("principals", outlook.effects().stream().map(AccessAnswer::effects).toList());
    return answer;
  }

  private static Map<String, Object> effects(Effects effects) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("kind", effects.who().kind().name());
    answer.put("name", effects.who().name());
    answer.put("losesClear", count(effects, Shift::losesClear));
    answer.put("gainsClear", count(effects, Shift::gainsClear));
    answer.put("shifts", effects.shifts().stream().map(AccessAnswer::shift).toList());
    return answer;
  }

  private static int count(Effects effects, Predicate<Shift> which) {
    return effects.shifts().stream().filter(which).mapToInt(Shift::count).sum();
  }

  private static Map<String, Object> shift(Shift shift) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("before", shift.before().name());
    answer.put("after", shift.after().name());
    answer.put("count", shift.count());
    answer.put("examples", shift.examples().stream().map(AccessAnswer::place).toList());
    return answer;
  }

  private static Map<String, Object> place(Place place) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("service", place.service());
    answer.put("resource", place.resource().toString());
    answer.put("typeName", place.asset().typeName());
    answer.put("qualifiedName", place.asset().qualifiedName());
    return answer;
  }
}
