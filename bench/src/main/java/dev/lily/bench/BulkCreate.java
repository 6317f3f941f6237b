package dev.lily.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Creates hive tables in bulk requests; as {@code resend}, sends all of them a second time. */
final class BulkCreate implements Workload {
  private final boolean again;

  private BulkCreate(boolean again) {
    this.again = again;
  }

  static BulkCreate once() {
    return new BulkCreate(false);
  }

  static BulkCreate again() {
    return new BulkCreate(true);
  }

  @Override
  public String name() {
    return again ? "resend" : "bulk-create";
  }

  @Override
  public String meaning() {
    return again
        ? "send tables again that are in the catalog unchanged"
        : "create hive tables with their columns, durably";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("connections", "4", "requests in flight"),
        new Parameter("tables-per-request", "10", "from 1 to 500"),
        new Parameter("columns", "20", "in each table"),
        new Parameter("entities", "21000", "in all: tables and columns"));
  }

  @Override
  public Outcome run(Run run) {
    Parameters parameters = run.parameters();
    HiveTables tables =
        new HiveTables(run.prefix() + "_hive", parameters.number("columns", 0, 1000));
    int perRequest = parameters.number("tables-per-request", 1, 500);
    int unitsPerCall = perRequest * tables.entitiesPerTable();
    int calls = Math.max(1, parameters.number("entities", 1, 100_000_000) / unitsPerCall);
    Load load = run.load(parameters.number("connections", 1, 256), calls);
    Operation send = send(run.client(), tables, perRequest);
    run.client().post("/api/atlas/v2/entity", tables.databaseBody());
    if (again) {
      refuseFailures(load.run(send));
    }
    return run.measure(load, send, "entities", unitsPerCall);
  }

  private static Operation send(CatalogClient client, HiveTables tables, int perRequest) {
    return index -> {
      JsonNode body = tables.bulkBody(index * perRequest, perRequest);
      byte[] bytes = Json.bytes(body);
      return () -> client.post("/api/atlas/v2/entity/bulk", bytes);
    };
  }

  private static void refuseFailures(Sample sample) {
    sample
        .firstFailure()
        .ifPresent(
            message -> {
              throw new BenchException("preparing failed: " + message);
            });
  }
}
