package dev.lily.server.operations;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The only class that knows the metrics library. Names follow Prometheus: base units, {@code
 * _total} for counts. Safe for many threads.
 */
public final class Metrics {
  /** Upper bounds of latency buckets, in seconds: from a cached read to a slow bulk write. */
  private static final double[] LATENCY = {
    .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30
  };

  private final CollectorRegistry registry = new CollectorRegistry();

  public Metrics() {
    DefaultExports.register(registry);
  }

  /** Counts things. */
  @FunctionalInterface
  public interface Count {
    /** Labels in the order they were declared. */
    void add(double amount, String... labels);
  }

  /** Measures how long things take. */
  @FunctionalInterface
  public interface Latency {
    /** Labels in the order they were declared. */
    void observe(double seconds, String... labels);
  }

  public Count counter(String name, String help, String... labels) {
    Counter counter = Counter.build(name, help).labelNames(labels).register(registry);
    return (amount, values) -> counter.labels(values).inc(amount);
  }

  public Latency latency(String name, String help, String... labels) {
    Histogram histogram =
        Histogram.build(name, help).labelNames(labels).buckets(LATENCY).register(registry);
    return (seconds, values) -> histogram.labels(values).observe(seconds);
  }

  /** A value that is asked for at each scrape. */
  public void gauge(String name, String help, DoubleSupplier value) {
    registry.register(
        new Collector() {
          @Override
          public List<MetricFamilySamples> collect() {
            return List.of(new GaugeMetricFamily(name, help, value.getAsDouble()));
          }
        });
  }

  /** Values that are asked for at each scrape, by their labels in the order of the names. */
  public void gauges(
      String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> values) {
    registry.register(
        new Collector() {
          @Override
          public List<MetricFamilySamples> collect() {
            GaugeMetricFamily family = new GaugeMetricFamily(name, help, labels);
            values.get().forEach(family::addMetric);
            return List.of(family);
          }
        });
  }

  /** Everything, in Prometheus's text format 0.0.4. */
  public String text() {
    StringWriter text = new StringWriter();
    try {
      TextFormat.write004(text, registry.metricFamilySamples());
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written", e);
    }
    return text.toString();
  }

  /** Of {@link #text}. */
  public static String contentType() {
    return TextFormat.CONTENT_TYPE_004;
  }
}
