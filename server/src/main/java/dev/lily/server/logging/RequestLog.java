package dev.lily.server.logging;

import static net.logstash.logback.argument.StructuredArguments.keyValue;

import dev.lily.server.http.AnsweredRequest;
import dev.lily.server.http.RequestListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One JSON line per request: what, how it ended, how long, who. */
public final class RequestLog implements RequestListener {
  static final String LOGGER = "dev.lily.requests";
  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  @Override
  public void answered(AnsweredRequest request) {
    LOG.info(
        "",
        keyValue("method", request.method()),
        keyValue("route", request.route()),
        keyValue("status", request.status()),
        keyValue("ms", Math.round(request.millis() * 100) / 100.0),
        keyValue("principal", request.principal()),
        keyValue("tenant", request.tenant()),
        keyValue("requestId", request.requestId()));
  }
}
