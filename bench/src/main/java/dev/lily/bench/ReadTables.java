package dev.lily.bench;

import java.util.List;

/** Reads stored tables, every second one by guid and the others by qualified name. */
final class ReadTables implements Workload {
  private static final String MINIMAL = "ignoreRelationships=true&minExtInfo=true";

  private final boolean minimal;

  private ReadTables(boolean minimal) {
    this.minimal = minimal;
  }

  static ReadTables full() {
    return new ReadTables(false);
  }

  static ReadTables minimal() {
    return new ReadTables(true);
  }

  @Override
  public String name() {
    return minimal ? "read-minimal" : "read-full";
  }

  @Override
  public String meaning() {
    return minimal
        ? "read tables without relationships and referred entities"
        : "read tables with their columns";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("connections", "4", "requests in flight"),
        new Parameter("calls", "2000", "in all"),
        new Parameter("tables", "200", "different ones that are read"),
        new Parameter("columns", "20", "in each table"),
        new Parameter("by", "both", "guid, name or both"));
  }

  @Override
  public Outcome run(Run run) {
    Parameters parameters = run.parameters();
    int count = parameters.number("tables", 1, 1_000_000);
    StoredTables stored = StoredTables.create(run, count, parameters.number("columns", 0, 1000));
    String by = by(parameters);
    Load load = run.load();
    Operation read =
        index -> {
          boolean byGuid = by.equals("guid") || (by.equals("both") && index % 2 == 0);
          String path = path(stored, (index / 2) % count, byGuid);
          return () -> run.client().get(path);
        };
    return run.measure(load, read, "tables", 1);
  }

  private static String by(Parameters parameters) {
    String by = parameters.text("by");
    if (!List.of("guid", "name", "both").contains(by)) {
      throw new BenchException("--by is " + by + ", and has to be guid, name or both");
    }
    return by;
  }

  private String path(StoredTables stored, int number, boolean byGuid) {
    String path = byGuid ? stored.byGuid(number) : stored.byName(number);
    return minimal ? path + (byGuid ? "?" : "&") + MINIMAL : path;
  }
}
