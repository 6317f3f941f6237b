package dev.lily.graph.gremlin;

/** Told of every query when it has been answered. */
@FunctionalInterface
public interface GremlinListener {
  void answered(AnsweredQuery query);
}
