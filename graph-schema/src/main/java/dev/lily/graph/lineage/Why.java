package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import java.util.List;
import java.util.Optional;

/**
 * Where a classification of an asset comes from, and where it might have come from but did not.
 *
 * @param position of the change log that the answer reflects
 * @param carries whether the asset carries it
 * @param originCount how many assets it comes from, the asset itself included
 * @param origins the asset itself first, then the nearest; up to the limit
 * @param heldBack edges that lead here and did not let it pass, those with the fewest stops behind
 *     them first, then the nearest. Where the asset does not carry it, all on the ways from the
 *     nearest carriers, and then what kept out that from which rules would have derived it; else
 *     only the edges into the asset
 * @param heldBackComplete false where there may be more stops than are told
 * @param severity which of its values count, where a rule decides about that
 */
public record Why(
    long position,
    boolean carries,
    int originCount,
    List<Origin> origins,
    List<Barred> heldBack,
    boolean heldBackComplete,
    Optional<Severity> severity) {

  /**
   * One asset that gave it.
   *
   * @param classification as the origin has it
   * @param remains whether it outlived its origin, which is deleted: there is no path then
   * @param counts false where a more severe value drives it out; whoever decides does not see it
   * @param hopCount length of the shortest path; 0 where the asset has it itself or it remains
   * @param hops of the shortest path, from the origin on; of a long one the first and the last
   */
  public record Origin(
      Classification classification,
      boolean remains,
      boolean counts,
      int hopCount,
      List<Hop> hops) {
    public Origin {
      hops = List.copyOf(hops);
    }
  }

  /**
   * What a rule of severity decides.
   *
   * @param rule its id
   * @param counting what is not driven out, whether it holds now or not; up to the limit of origins
   */
  public record Severity(String rule, List<Classification> counting) {
    public Severity {
      counting = List.copyOf(counting);
    }
  }

  /**
   * One step of a path.
   *
   * @param number counts from 1
   * @param from nearer to the origin
   * @param rule by which it passed, such as {@code column lineage ONE_TO_TWO}
   * @param arrival when it came to {@code to}; absent where that was before the start, or too many
   *     changes ago
   */
  public record Hop(
      int number, LineageEdge edge, Guid from, Guid to, String rule, Optional<Arrival> arrival) {}

  /**
   * Where it did not travel on.
   *
   * @param stop at an asset that carries it
   * @param furtherCount how many stops stand between this one and the asset, on a way with the
   *     fewest of them: they hold back whatever might come
   * @param further those, in the order of the way; up to the limit of hops
   * @param derivation where rules would have derived it at the asset from another classification,
   *     which is the one that was held back
   */
  public record Barred(
      HeldBack stop, int furtherCount, List<HeldBack> further, Optional<Derivation> derivation) {
    public Barred {
      further = List.copyOf(further);
    }
  }

  /**
   * How rules would have derived it.
   *
   * @param classification that was held back
   * @param cause the asset that would have to carry that
   * @param rules ids of those that lead from there to the asset, in this order
   */
  public record Derivation(String classification, Guid cause, List<String> rules) {
    public Derivation {
      rules = List.copyOf(rules);
    }
  }

  /** How much to tell: origins, hops of each path, and edges that held back. */
  public record Limits(int origins, int hops, int heldBack) {
    /** What is left where so many edges that held back are told already. */
    Limits leftBy(int told) {
      return new Limits(origins, hops, heldBack - told);
    }
  }

  /** Of an asset that the index does not know: it carries nothing, and nothing leads to it. */
  public static Why unknown(long position) {
    return new Why(position, false, 0, List.of(), List.of(), true, Optional.empty());
  }

  public Why {
    origins = List.copyOf(origins);
    heldBack = List.copyOf(heldBack);
  }
}
