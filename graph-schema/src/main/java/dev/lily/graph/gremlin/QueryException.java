package dev.lily.graph.gremlin;

/** A query that is not answered, for a reason that its sender can act upon. */
final class QueryException extends RuntimeException {
  private final GremlinOutcome outcome;

  QueryException(GremlinOutcome outcome, String message) {
    super(message);
    this.outcome = outcome;
  }

  static QueryException refused(String why) {
    return new QueryException(GremlinOutcome.REFUSED, why);
  }

  GremlinOutcome outcome() {
    return outcome;
  }
}
