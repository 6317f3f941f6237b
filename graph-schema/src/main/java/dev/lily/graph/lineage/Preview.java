package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.Collections;
import java.util.List;

/**
 * What a proposal would change.
 *
 * @param position of the change log that the answer reflects
 * @param complete whether everything was looked at; else the effects are only a part
 * @param effects one per classification that would come or go anywhere, by name
 * @param severity what other rules would change about which values count
 * @param inherited what other rules would change about other aspects
 */
public record Preview(
    long position,
    boolean complete,
    List<Effect> effects,
    List<SeverityEffect> severity,
    List<InheritanceEffect> inherited) {

  /**
   * What would change about one classification, whatever its origin: an asset that carries it from
   * another origin too neither gains nor loses it.
   *
   * @param gained assets that would carry it and do not now
   * @param lost assets that carry it and would not
   * @param unchanged how many assets the proposal concerns that carry it before and after
   * @param heldBack where it would not travel on although an edge leads there, up to a limit: of a
   *     proposed classification, what a proposed edge would not let pass, and where other rules
   *     would stop what travels now
   * @param heldBackComplete false where the limit left some out
   * @param arriving the classifications of this name that would come to the gained assets, each as
   *     its origin has it, up to a limit
   */
  public record Effect(
      String name,
      List<Guid> gained,
      List<Guid> lost,
      int unchanged,
      List<HeldBack> heldBack,
      boolean heldBackComplete,
      List<Classification> arriving) {
    public Effect {
      arriving = List.copyOf(arriving);
      gained = Collections.unmodifiableList(gained);
      lost = Collections.unmodifiableList(lost);
      heldBack = List.copyOf(heldBack);
    }
  }

  public Preview {
    effects = List.copyOf(effects);
    severity = List.copyOf(severity);
    inherited = List.copyOf(inherited);
  }
}
