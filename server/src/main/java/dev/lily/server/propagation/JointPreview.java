package dev.lily.server.propagation;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.HeldBack;
import dev.lily.graph.lineage.Preview;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What it would change to put one classification on several assets at once: an asset gains it that
 * would gain it from any of them, and it stops where it reaches the other end from none of them.
 */
final class JointPreview {
  private JointPreview() {}

  /** Of at least one preview, each of a proposal to classify. */
  static Preview of(List<Preview> previews) {
    if (previews.size() == 1) {
      return previews.get(0);
    }
    Map<String, List<Preview.Effect>> byName = new TreeMap<>();
    previews.forEach(
        preview ->
            preview
                .effects()
                .forEach(
                    effect ->
                        byName
                            .computeIfAbsent(effect.name(), name -> new ArrayList<>())
                            .add(effect)));
    return new Preview(
        previews.stream().mapToLong(Preview::position).min().orElse(0),
        previews.stream().allMatch(Preview::complete),
        byName.values().stream().map(JointPreview::joint).toList(),
        previews.stream().flatMap(preview -> preview.severity().stream()).distinct().toList(),
        previews.stream().flatMap(preview -> preview.inherited().stream()).distinct().toList());
  }

  private static Preview.Effect joint(List<Preview.Effect> effects) {
    Set<Guid> gained = new LinkedHashSet<>();
    Set<Guid> lost = new LinkedHashSet<>();
    Set<HeldBack> heldBack = new LinkedHashSet<>();
    Set<Classification> arriving = new LinkedHashSet<>();
    for (Preview.Effect effect : effects) {
      gained.addAll(effect.gained());
      lost.addAll(effect.lost());
      heldBack.addAll(effect.heldBack());
      arriving.addAll(effect.arriving());
    }
    heldBack.removeIf(stop -> gained.contains(stop.to()));
    return new Preview.Effect(
        effects.get(0).name(),
        List.copyOf(gained),
        List.copyOf(lost),
        effects.stream().mapToInt(Preview.Effect::unchanged).max().orElse(0),
        List.copyOf(heldBack),
        effects.stream().allMatch(Preview.Effect::heldBackComplete),
        List.copyOf(arriving));
  }
}
