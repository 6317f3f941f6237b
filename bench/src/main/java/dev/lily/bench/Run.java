package dev.lily.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One run of one workload: its parameters and the server it speaks to, if it does. */
record Run(Parameters parameters, Supplier<CatalogClient> server) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  CatalogClient client() {
    return server.get();
  }

  /** What every workload takes; a suite hands them on to all of its workloads. */
  static List<Parameter> commonParameters() {
    return List.of(
        new Parameter("url", "http://127.0.0.1:21000", "where the server listens"),
        new Parameter("user", "admin", "who asks"),
        new Parameter("password-file", "", "file with the password; needed to ask a server"),
        new Parameter("api-key-file", "", "file with the key for /api/v1/lineage, else Basic"),
        new Parameter("server-pid", "", "process whose CPU and memory are read"),
        new Parameter("data", "", "the server's data folder, to measure its bytes"),
        new Parameter("seconds", "60", "no call begins later than this"),
        new Parameter("prefix", "", "names begin with this; a new one each time when absent"));
  }

  /** As {@code --connections}, {@code --calls} and {@code --seconds} say. */
  Load load() {
    return load(
        parameters.number("connections", 1, 256), parameters.number("calls", 1, 100_000_000));
  }

  /** The time limit that {@code --seconds} sets. */
  Load load(int connections, int calls) {
    return new Load(
        connections, calls, Duration.ofSeconds(parameters.number("seconds", 1, 86_400)));
  }

  /**
   * Runs the load and reads what both processes used for it.
   *
   * @param unitsPerCall how many units, like entities, one call carries
   */
  Outcome measure(Load load, Operation operation, String unit, int unitsPerCall) {
    Usage before = usage();
    Sample sample = load.run(operation);
    return new Outcome(sample, unit, unitsPerCall, before, usage(), Json.object());
  }

  /**
   * Asks again and again until the answer is yes.
   *
   * @throws BenchException naming what was waited for, after a minute
   */
  void await(String what, BooleanSupplier question) {
    long begin = System.nanoTime();
    while (!question.getAsBoolean()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new BenchException("waited %d s in vain: %s".formatted(PATIENCE.toSeconds(), what));
      }
      Thread.onSpinWait();
    }
  }

  /** The common beginning of all names of this run: lower-case letters, digits and underscores. */
  String prefix() {
    return parameters
        .optional("prefix")
        .filter(prefix -> prefix.matches("[a-z][a-z0-9_]{0,40}"))
        .orElseThrow(
            () ->
                new BenchException(
                    "--prefix has to be lower-case letters, digits and underscores"));
  }

  /** What the processes have used up to now. */
  Usage usage() {
    Optional<Long> pid =
        parameters
            .optional("server-pid")
            .map(any -> (long) parameters.number("server-pid", 1, 999_999_999));
    return Usage.now(pid, parameters.optional("data").map(Path::of));
  }
}
