package dev.lily.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * From the request that tags a source column until its derivatives are written to the graph, each
 * with its event; decisions are right long before.
 */
final class Materialise implements Workload {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String STATUS = "/api/lily/v1/propagation/status";

  @Override
  public String name() {
    return "materialise";
  }

  @Override
  public String meaning() {
    return "tag a column, wait until its derivatives are written, untag, wait again, repeat";
  }

  @Override
  public List<Parameter> parameters() {
    return SourceTag.parameters(
        new Parameter("columns", "1000", "downstream, in tables of 100"),
        new Parameter("fan-out", "4", "tables made from each table"),
        new Parameter("times", "2", "how often the column is tagged or untagged"));
  }

  @Override
  public Outcome run(Run run) {
    Parameters parameters = run.parameters();
    int columns = parameters.number("columns", 1, 1_000_000);
    int perTable = Math.min(columns, 100);
    DerivedColumns derived =
        new DerivedColumns(
            TableNaming.of(parameters, run.prefix() + "_mat"),
            columns / perTable,
            perTable,
            parameters.number("fan-out", 1, 1000));
    int written = derived.tables() * perTable;
    Written operation = new Written(run, SourceTag.afterLoading(run, derived), written);
    operation.awaitRest(run.client());
    Load load = run.load(1, parameters.number("times", 1, 1_000));
    return run.measure(load, operation, "assets", written);
  }

  /** Tags and untags in turn; used by one thread. */
  private record Written(Run run, SourceTag source, int columns) implements Operation {
    @Override
    public Runnable prepare(int index) {
      CatalogClient client = run.client();
      long before = awaitRest(client);
      return () -> {
        if (index % 2 == 0) {
          source.add();
        } else {
          source.remove();
        }
        long after = await(client, before + columns);
        if (after != before + columns) {
          throw new BenchException(
              "%d assets were written instead of %d".formatted(after - before, columns));
        }
      };
    }

    /** Returns how many were written since the start of the server once nothing waits. */
    private long awaitRest(CatalogClient client) {
      return await(client, 0);
    }

    private long await(CatalogClient client, long least) {
      Instant end = Instant.now().plus(PATIENCE);
      JsonNode status = Json.parse(client.get(STATUS));
      while (!isAtRest(status) || status.path("written").asLong() < least) {
        if (Instant.now().isAfter(end)) {
          throw new BenchException("waited %s in vain: %s".formatted(PATIENCE, status));
        }
        pause();
        status = Json.parse(client.get(STATUS));
      }
      return status.path("written").asLong();
    }

    private static boolean isAtRest(JsonNode status) {
      return status.path("lag").asLong() == 0 && status.path("waiting").asLong() == 0;
    }

    /** Asking without a pause would take half of the machine from the server. */
    private static void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new BenchException("stopped while waiting", stopped);
      }
    }
  }
}
