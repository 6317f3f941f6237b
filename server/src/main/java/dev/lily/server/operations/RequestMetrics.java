package dev.lily.server.operations;

import dev.lily.server.http.AnsweredRequest;
import dev.lily.server.http.RequestListener;

/** Latency of every route by status; its count is the number of requests. */
public final class RequestMetrics implements RequestListener {
  private final Metrics.Latency latency;

  public RequestMetrics(Metrics metrics) {
    this.latency =
        metrics.latency(
            "lily_http_request_seconds", "Requests answered", "method", "route", "status");
  }

  @Override
  public void answered(AnsweredRequest request) {
    latency.observe(
        request.millis() / 1000,
        request.method(),
        request.route(),
        Integer.toString(request.status()));
  }
}
