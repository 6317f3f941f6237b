package dev.lily.server.propagation;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.HeldBack;
import dev.lily.graph.lineage.InheritanceEffect;
import dev.lily.graph.lineage.Inheritors;
import dev.lily.graph.lineage.Preview;
import dev.lily.graph.lineage.SeverityEffect;
import dev.lily.graph.lineage.Why;
import dev.lily.graph.sight.IndexSight;
import java.util.List;

/**
 * What of the index's answers a caller sees. What is hidden is neither listed nor counted; on a
 * path it stands as a step that says no more than that it is hidden.
 */
record Seen(IndexSight sight) {

  Why of(Why why) {
    if (sight.guard().seesEverything()) {
      return why;
    }
    List<Why.Origin> origins =
        why.origins().stream()
            .filter(origin -> sight.sees(origin.classification().origin()))
            .toList();
    return new Why(
        why.position(),
        why.carries(),
        origins.size(),
        origins,
        why.heldBack().stream().filter(barred -> isSeen(barred.stop())).map(this::of).toList(),
        why.heldBackComplete(),
        why.severity());
  }

  private Why.Barred of(Why.Barred barred) {
    List<HeldBack> further = heldBack(barred.further());
    return new Why.Barred(
        barred.stop(),
        barred.furtherCount() - (barred.further().size() - further.size()),
        further,
        barred.derivation());
  }

  Preview of(Preview preview) {
    if (sight.guard().seesEverything()) {
      return preview;
    }
    return new Preview(
        preview.position(),
        preview.complete(),
        preview.effects().stream().map(this::of).toList(),
        preview.severity().stream().map(this::of).toList(),
        preview.inherited().stream().map(this::of).toList());
  }

  private Preview.Effect of(Preview.Effect effect) {
    return new Preview.Effect(
        effect.name(),
        seen(effect.gained()),
        seen(effect.lost()),
        effect.unchanged(),
        heldBack(effect.heldBack()),
        effect.heldBackComplete(),
        effect.arriving());
  }

  private SeverityEffect of(SeverityEffect effect) {
    return new SeverityEffect(
        effect.classification(),
        effect.rules(),
        effect.changed(),
        effect.examples().stream().filter(example -> sight.sees(example.asset())).toList());
  }

  private InheritanceEffect of(InheritanceEffect effect) {
    return new InheritanceEffect(
        effect.aspect(),
        effect.rules(),
        effect.collected(),
        effect.gained(),
        effect.lost(),
        effect.changed(),
        effect.examples().stream().filter(example -> sight.sees(example.asset())).toList());
  }

  Inheritors of(Inheritors inheritors) {
    return sight.guard().seesEverything()
        ? inheritors
        : new Inheritors(inheritors.position(), inheritors.rules().stream().map(this::of).toList());
  }

  private Inheritors.ByRule of(Inheritors.ByRule by) {
    List<Inheritors.Target> targets =
        by.targets().stream().filter(target -> sight.sees(target.asset())).toList();
    return new Inheritors.ByRule(by.rule(), targets, targets.size(), by.complete());
  }

  private List<Guid> seen(List<Guid> assets) {
    return assets.stream().filter(sight::sees).toList();
  }

  List<HeldBack> heldBack(List<HeldBack> all) {
    return all.stream().filter(this::isSeen).toList();
  }

  private boolean isSeen(HeldBack one) {
    return sight.sees(one.from()) && sight.sees(one.to()) && sight.sees(one.edge());
  }
}
