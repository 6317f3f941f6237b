package dev.lily.bench;

import java.util.List;

/** One thing to measure. */
interface Workload {
  String name();

  /** One line for the usage text. */
  String meaning();

  /** Those of its own, besides the common ones. */
  List<Parameter> parameters();

  /** Whether it measures a running server, rather than a part of Lily in this process. */
  default boolean needsServer() {
    return true;
  }

  /** Makes what it needs in the catalog, which is not measured, and then measures. */
  Outcome run(Run run);
}
