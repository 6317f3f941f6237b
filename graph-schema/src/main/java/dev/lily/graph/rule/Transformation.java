package dev.lily.graph.rule;

/**
 * How a job derives a column from another; terms of OpenLineage's columnLineage facet 1-2-0.
 *
 * @param job the qualifiedName of the job; empty where it is not known
 * @param type {@code DIRECT} or {@code INDIRECT}; empty where nobody said
 * @param subtype like {@code IDENTITY}, {@code AGGREGATION}, {@code JOIN}, {@code FILTER}
 * @param masking whether the value is hidden
 */
public record Transformation(String job, String type, String subtype, boolean masking) {

  /** Data that passes through a job, nobody knows how. */
  public static Transformation by(String job) {
    return new Transformation(job, "", "", false);
  }
}
