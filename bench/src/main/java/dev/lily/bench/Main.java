package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code bench WORKLOAD --name value …}: runs one workload, or {@code suite} for all with their
 * initial values, and prints one JSON object. Ends with 0; 1 if a call or a workload failed; 2 if
 * the command line is wrong.
 */
public final class Main {
  private static final String SUITE = "suite";

  private final List<Workload> workloads;
  private final Clock clock;
  private final PrintStream out;
  private final PrintStream err;

  Main(List<Workload> workloads, Clock clock, PrintStream out, PrintStream err) {
    this.workloads = List.copyOf(workloads);
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    Main main = new Main(workloads(), Clock.systemUTC(), System.out, System.err);
    System.exit(main.run(List.of(arguments)));
  }

  static List<Workload> workloads() {
    return List.of(
        BulkCreate.once(),
        BulkCreate.again(),
        ReadTables.full(),
        ReadTables.minimal(),
        new ReadLineage(),
        new ReadScene(),
        SearchTables.basic(),
        SearchTables.quick(),
        new TagToDecision(),
        new Materialise(),
        OpaMasks.batched(),
        OpaMasks.single(),
        new PluginChanges(),
        new LineageIndexLoad(),
        new LoadGraph());
  }

  int run(List<String> arguments) {
    if (arguments.isEmpty() || arguments.get(0).contains("help")) {
      out.println(usage());
      return 0;
    }
    try {
      ObjectNode report = report(arguments.get(0), arguments.subList(1, arguments.size()));
      out.println(report.toPrettyString());
      return failed(report) ? 1 : 0;
    } catch (BenchException | UncheckedIOException fault) {
      err.println("bench: " + fault.getMessage());
      return 2;
    }
  }

  private ObjectNode report(String name, List<String> arguments) {
    if (name.equals(SUITE)) {
      return suite(arguments);
    }
    Optional<Workload> workload =
        workloads.stream().filter(one -> one.name().equals(name)).findFirst();
    return reportOf(
        workload.orElseThrow(() -> new BenchException("unknown workload " + name + "\n" + usage())),
        arguments);
  }

  private ObjectNode suite(List<String> arguments) {
    Parameters.parse(Run.commonParameters(), arguments);
    ObjectNode report = Json.object().put("workload", SUITE);
    var results = report.putArray("results");
    for (Workload workload : workloads) {
      err.println("bench: " + workload.name());
      results.add(reportOf(workload, arguments));
    }
    return report;
  }

  private ObjectNode reportOf(Workload workload, List<String> arguments) {
    List<Parameter> known = new ArrayList<>(Run.commonParameters());
    known.addAll(workload.parameters());
    Parameters parameters = Parameters.parse(known, withPrefix(arguments));
    Run run = run(workload, parameters);
    try {
      return Report.of(workload.name(), parameters, Machine.describe(), workload.run(run));
    } catch (BenchException fault) {
      return Json.object().put("workload", workload.name()).put("error", fault.getMessage());
    }
  }

  private static Run run(Workload workload, Parameters parameters) {
    if (!workload.needsServer()) {
      return new Run(
          parameters,
          () -> {
            throw new BenchException(workload.name() + " asks no server");
          });
    }
    CatalogClient client = new CatalogClient(Target.of(parameters));
    return new Run(parameters, () -> client);
  }

  /** Names that no earlier run used, unless told otherwise. */
  private List<String> withPrefix(List<String> arguments) {
    if (arguments.contains("--prefix")) {
      return arguments;
    }
    List<String> more = new ArrayList<>(arguments);
    more.add("--prefix");
    more.add("bench_" + Long.toString(clock.millis() / 1000, 36));
    return more;
  }

  private static boolean failed(ObjectNode report) {
    for (var result : report.path("results")) {
      if (failed((ObjectNode) result)) {
        return true;
      }
    }
    return report.has("error") || report.path("failed").asInt() > 0;
  }

  private String usage() {
    StringBuilder text = new StringBuilder("bench WORKLOAD [--name value ...]\n\nAlways:\n");
    Run.commonParameters().forEach(parameter -> text.append(line(parameter)));
    for (Workload workload : workloads) {
      text.append("\n%s: %s\n".formatted(workload.name(), workload.meaning()));
      workload.parameters().forEach(parameter -> text.append(line(parameter)));
    }
    return text.append("\nsuite: all of these, one after the other").toString();
  }

  private static String line(Parameter parameter) {
    return "  --%-20s %s [%s]\n"
        .formatted(parameter.name(), parameter.meaning(), parameter.initially());
  }
}
