package dev.lily.graph.store;

import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.type.RelationshipEnd;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The assets to which an input refers by one attribute.
 *
 * @param end the end of the relationship at which the input stands
 */
record Reference(RelationshipEnd end, List<Target> targets) {
  Reference {
    targets = List.copyOf(targets);
  }

  /** One referred asset, named by a guid or placeholder, or by its key. */
  record Target(
      @Nullable String guid, @Nullable AssetKey key, Map<String, @Nullable Object> attributes) {
    @Override
    public String toString() {
      return guid != null ? guid : String.valueOf(key);
    }
  }
}
