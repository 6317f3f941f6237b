package dev.lily.server.gremlin;

import dev.lily.graph.gremlin.AnsweredQuery;
import dev.lily.graph.gremlin.GremlinListener;
import dev.lily.server.http.AnsweredRequest;
import dev.lily.server.http.RequestListener;
import dev.lily.server.operations.Metrics;

/** Measures every query, and gives it to the log of requests as {@code GREMLIN /gremlin}. */
public final class QueryReports implements GremlinListener {
  private final Metrics.Latency latency;
  private final RequestListener log;

  public QueryReports(Metrics metrics, RequestListener log) {
    this.latency =
        metrics.latency(
            "lily_gremlin_query_seconds", "Gremlin queries answered", "form", "outcome");
    this.log = log;
  }

  @Override
  public void answered(AnsweredQuery query) {
    latency.observe(query.millis() / 1000, query.form(), query.outcome().text());
    log.answered(
        new AnsweredRequest(
            "GREMLIN",
            "/gremlin",
            query.outcome().status(),
            query.millis(),
            query.principal(),
            query.tenant(),
            query.requestId()));
  }
}
