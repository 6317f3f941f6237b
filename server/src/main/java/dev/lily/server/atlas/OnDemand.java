package dev.lily.server.atlas;

import dev.lily.graph.asset.Guid;
import java.util.Map;

/** What is wanted at the base entity, and at others that are named. */
record OnDemand(Constraint base, Map<Guid, Constraint> byEntity) {
  OnDemand {
    byEntity = Map.copyOf(byEntity);
  }

  Constraint at(Guid entity) {
    return byEntity.getOrDefault(entity, base);
  }
}
