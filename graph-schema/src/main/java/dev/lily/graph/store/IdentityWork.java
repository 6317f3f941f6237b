package dev.lily.graph.store;

import java.nio.charset.StandardCharsets;

/** Writes down what tells the graph from others. */
record IdentityWork(GraphAccess access, String identity) implements GraphWriter.Work<String> {
  @Override
  public String run(WriteScope scope) {
    access
        .records()
        .write(scope.transaction(), Records.IDENTITY, identity.getBytes(StandardCharsets.UTF_8));
    return identity;
  }

  @Override
  public int weight() {
    return 1;
  }
}
