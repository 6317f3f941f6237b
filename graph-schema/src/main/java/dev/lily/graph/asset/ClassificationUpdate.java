package dev.lily.graph.asset;

import java.util.List;

/** What shall happen to the own classifications of an asset; names only matter for a removal. */
public record ClassificationUpdate(
    Guid asset, Operation operation, List<Classification> classifications) {

  public enum Operation {
    /** Refused where the asset has the classification already. */
    ADD,
    /** Adds what is new and replaces what is there. */
    PUT,
    /** Replaces what is there; refused where the asset has it not. */
    UPDATE,
    /** Refused where the asset has it not. */
    REMOVE
  }

  public ClassificationUpdate {
    classifications = List.copyOf(classifications);
  }
}
