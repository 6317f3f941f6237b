package dev.lily.policy;

import dev.lily.graph.EffectiveClassifications;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.ValidityPeriod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Classifications that a test sets. */
public final class FakeClassifications implements EffectiveClassifications {
  private final Map<AssetKey, Guid> guids = new LinkedHashMap<>();
  private final Map<Guid, AssetKey> keys = new ConcurrentHashMap<>();
  private final Map<AssetKey, List<Classification>> current = new ConcurrentHashMap<>();
  private final List<Consumer<Change>> listeners = new ArrayList<>();
  private long position;

  public void set(AssetKey asset, String... types) {
    setAll(Map.of(asset, List.of(types)));
  }

  public void setAll(Map<AssetKey, List<String>> assets) {
    List<Guid> changed = new ArrayList<>();
    assets.forEach(
        (asset, types) -> {
          Guid guid = guid(asset);
          current.put(asset, types.stream().map(t -> new Classification(t, guid)).toList());
          changed.add(guid);
        });
    position++;
    Change change = new Change(TenantId.DEFAULT, position, position * 10, changed);
    listeners.forEach(listener -> listener.accept(change));
  }

  /** Gives an asset a classification that holds in a period only. */
  public void set(AssetKey asset, String type, ValidityPeriod period) {
    set(
        asset,
        List.of(
            new Classification(
                type, guid(asset), Map.of(), Classification.Rules.PROPAGATE, List.of(period))));
  }

  /** Gives an asset classifications, each with its level as an attribute. */
  public void setLevels(AssetKey asset, Map<String, String> levels) {
    List<Classification> classifications = new ArrayList<>();
    levels.forEach(
        (type, level) ->
            classifications.add(
                new Classification(
                    type,
                    guid(asset),
                    Map.of("level", level),
                    Classification.Rules.PROPAGATE,
                    List.of())));
    set(asset, classifications);
  }

  private void set(AssetKey asset, List<Classification> classifications) {
    Guid guid = guid(asset);
    current.put(asset, classifications);
    position++;
    Change change = new Change(TenantId.DEFAULT, position, position * 10, List.of(guid));
    listeners.forEach(listener -> listener.accept(change));
  }

  /** Gives an asset another name, under which it has what it had. */
  public void rename(AssetKey from, AssetKey to) {
    Guid guid = guid(from);
    guids.put(to, guid);
    keys.put(guid, to);
    current.put(to, of(TenantId.DEFAULT, from));
    current.remove(from);
    position++;
    Change change = new Change(TenantId.DEFAULT, position, position * 10, List.of(guid));
    listeners.forEach(listener -> listener.accept(change));
  }

  public Optional<AssetKey> key(TenantId tenant, Guid guid) {
    return Optional.ofNullable(keys.get(guid));
  }

  private Guid guid(AssetKey asset) {
    Guid guid = guids.computeIfAbsent(asset, a -> new Guid(7, guids.size() + 1L));
    keys.put(guid, asset);
    return guid;
  }

  @Override
  public List<Classification> of(TenantId tenant, AssetKey asset) {
    return current.getOrDefault(asset, List.of());
  }

  @Override
  public List<AssetRef> classified(TenantId tenant) {
    return current.entrySet().stream()
        .filter(e -> !e.getValue().isEmpty())
        .map(e -> new AssetRef(guid(e.getKey()), e.getKey()))
        .toList();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void onChange(Consumer<Change> listener) {
    listeners.add(listener);
  }
}
