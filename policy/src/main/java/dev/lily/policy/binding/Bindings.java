package dev.lily.policy.binding;

import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.CanaryAsset;
import dev.lily.policy.EngineResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which assets are which resources of one service, from names alone, in both directions. */
public final class Bindings {
  private final List<MappingRule.Compiled> rules;
  private final Map<String, List<MappingRule.Compiled>> byType;
  private final EngineResource canary;

  public Bindings(EngineService service) {
    rules = service.rules().stream().map(rule -> rule.compile(service.type())).toList();
    canary = canary(service.type());
    byType = rules.stream().collect(Collectors.groupingBy(MappingRule.Compiled::assetType));
  }

  /** What every service knows the canary as; no engine has it. */
  private static EngineResource canary(ServiceType type) {
    Map<String, String> elements = new LinkedHashMap<>();
    type.elements().forEach(name -> elements.put(name, CanaryAsset.KEY.qualifiedName()));
    return new EngineResource(elements);
  }

  /** The resources that the asset is; empty where the service does not know it. */
  public List<EngineResource> resourcesOf(AssetKey asset) {
    if (asset.equals(CanaryAsset.KEY)) {
      return List.of(canary);
    }
    List<MappingRule.Compiled> candidates = byType.get(asset.typeName());
    if (candidates == null) {
      return List.of();
    }
    List<EngineResource> resources = new ArrayList<>();
    for (MappingRule.Compiled rule : candidates) {
      rule.resourceOf(asset.qualifiedName())
          .filter(resource -> !resources.contains(resource))
          .ifPresent(resources::add);
    }
    return resources;
  }

  /** The assets that may be the resource, in the resource's spelling; some may not exist. */
  public List<AssetKey> candidates(EngineResource resource) {
    List<AssetKey> assets = new ArrayList<>();
    for (MappingRule.Compiled rule : rules) {
      rule.nameOf(resource)
          .map(name -> new AssetKey(rule.assetType(), name))
          .filter(asset -> !assets.contains(asset))
          .ifPresent(assets::add);
    }
    return assets;
  }
}
