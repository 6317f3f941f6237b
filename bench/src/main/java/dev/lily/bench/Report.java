package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** An outcome as JSON. */
final class Report {
  private final Outcome outcome;
  private final ObjectNode json = Json.object();

  private Report(Outcome outcome) {
    this.outcome = outcome;
  }

  /** The whole object; secrets are not among the parameters, only the names of their files. */
  static ObjectNode of(
      String workload, Parameters parameters, ObjectNode machine, Outcome outcome) {
    Report report = new Report(outcome);
    report.json.put("workload", workload);
    ObjectNode given = report.json.putObject("parameters");
    parameters.values().forEach(given::put);
    report.json.set("machine", machine);
    report.sample();
    report.client();
    report.server();
    report.data();
    report.json.set("findings", outcome.findings());
    return report.json;
  }

  private void sample() {
    Sample sample = outcome.sample();
    json.put("calls", sample.succeeded()).put("failed", sample.failed());
    sample.firstFailure().ifPresent(message -> json.put("firstFailure", message));
    json.put("seconds", rounded(sample.nanos() / 1e9));
    json.put("unit", outcome.unit()).put("unitsPerCall", outcome.unitsPerCall());
    json.put("rate", rounded(sample.perSecond() * outcome.unitsPerCall()));
    var tenths = json.putArray("rateByTenth");
    sample.perSecondByTenth().forEach(rate -> tenths.add(rounded(rate * outcome.unitsPerCall())));
    json.putObject("milliseconds")
        .put("p50", rounded(sample.latencies().percentile(50)))
        .put("p99", rounded(sample.latencies().percentile(99)))
        .put("max", rounded(sample.latencies().max()));
  }

  private void client() {
    Duration cpu = outcome.after().clientCpu().minus(outcome.before().clientCpu());
    json.putObject("client").put("cpuSeconds", rounded(seconds(cpu)));
  }

  private void server() {
    outcome
        .after()
        .server()
        .ifPresent(
            after -> {
              Duration earlier = outcome.before().server().orElse(after).cpu();
              double cpu = seconds(after.cpu().minus(earlier));
              json.putObject("server")
                  .put("cpuSeconds", rounded(cpu))
                  .put("cpuMicrosPerUnit", perUnit(cpu * 1e6))
                  .put("residentMb", after.residentKb() / 1024)
                  .put("peakMb", after.peakKb() / 1024);
            });
  }

  private void data() {
    outcome
        .after()
        .dataBytes()
        .ifPresent(
            bytes -> {
              long grown = bytes - outcome.before().dataBytes().orElse(bytes);
              json.putObject("data")
                  .put("bytes", bytes)
                  .put("grownPerUnit", perUnit((double) grown));
            });
  }

  private double perUnit(double value) {
    return outcome.units() == 0 ? 0 : rounded(value / outcome.units());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
