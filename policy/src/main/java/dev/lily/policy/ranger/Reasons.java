package dev.lily.policy.ranger;

import dev.lily.graph.asset.Classification;
import dev.lily.policy.EngineResource;
import dev.lily.policy.Policy;
import java.util.List;
import java.util.stream.Collectors;

/** Decisions in words. */
final class Reasons {
  private Reasons() {}

  static String of(
      String verb, EngineResource resource, Policy policy, List<Classification> mattered) {
    String because =
        mattered.isEmpty()
            ? ""
            : " because of "
                + mattered.stream()
                    .map(Classification::typeName)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
    return verb
        + " "
        + resource
        + because
        + ": policy "
        + policy.id()
        + " '"
        + policy.name()
        + "' (version "
        + policy.version()
        + ")";
  }
}
