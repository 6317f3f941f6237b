package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a workload measured.
 *
 * @param unit what is counted, like {@code entities}
 * @param unitsPerCall of them in one call
 * @param before what the processes had used when the load began
 * @param after and when it ended
 * @param findings what else the workload has to say
 */
record Outcome(
    Sample sample, String unit, int unitsPerCall, Usage before, Usage after, ObjectNode findings) {

  long units() {
    return (long) sample.succeeded() * unitsPerCall;
  }
}
