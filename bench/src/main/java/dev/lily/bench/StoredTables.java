package dev.lily.bench;

import java.util.List;
import java.util.stream.IntStream;

/** Hive tables that are in the catalog, for workloads that read. */
record StoredTables(HiveTables tables, List<String> guids) {
  private static final int PER_REQUEST = 50;

  /** Creates them; does nothing to those that are there already. */
  static StoredTables create(Run run, int count, int columns) {
    HiveTables tables = new HiveTables(run.prefix() + "_read", columns);
    CatalogClient client = run.client();
    client.post("/api/atlas/v2/entity", tables.databaseBody());
    for (int first = 0; first < count; first += PER_REQUEST) {
      int batch = Math.min(PER_REQUEST, count - first);
      client.post("/api/atlas/v2/entity/bulk", tables.bulkBody(first, batch));
    }
    List<String> guids =
        IntStream.range(0, count).mapToObj(number -> guid(client, tables, number)).toList();
    return new StoredTables(tables, guids);
  }

  /** Path that reads a table by its guid. */
  String byGuid(int number) {
    return "/api/atlas/v2/entity/guid/" + guids.get(number);
  }

  /** Path that reads a table by its qualified name; it holds a query already. */
  String byName(int number) {
    return byName(tables, number);
  }

  private static String guid(CatalogClient client, HiveTables tables, int number) {
    return client
        .find(byName(tables, number) + "&ignoreRelationships=true&minExtInfo=true")
        .map(answer -> answer.path("entity").path("guid").asText())
        .orElseThrow(() -> new BenchException("not stored: " + tables.qualifiedName(number)));
  }

  private static String byName(HiveTables tables, int number) {
    return CatalogClient.entityPath("hive_table", tables.qualifiedName(number));
  }
}
