package dev.lily.graph.gremlin;

import dev.lily.graph.RequestContext;
import java.util.Optional;

/** Collects what will be kept of a query. Written by one thread at a time, read by whoever ends. */
final class QueryReport {
  private final long begin = System.nanoTime();
  private final String requestId;
  private final GremlinListener listener;
  private volatile String form = "none";
  private volatile Optional<RequestContext> context = Optional.empty();
  private volatile int rows;

  QueryReport(String requestId, GremlinListener listener) {
    this.requestId = requestId;
    this.listener = listener;
  }

  String requestId() {
    return requestId;
  }

  void form(String known) {
    form = known;
  }

  void context(RequestContext known) {
    context = Optional.of(known);
  }

  void rows(int soFar) {
    rows = soFar;
  }

  void ended(GremlinOutcome outcome) {
    listener.answered(
        new AnsweredQuery(
            form,
            outcome,
            (System.nanoTime() - begin) / 1e6,
            rows,
            context.map(known -> known.principal().name()).orElse(""),
            context.map(known -> known.tenant().value()).orElse(""),
            requestId));
  }
}
