package dev.lily.server;

import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.Mappings;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.store.FileDirectoryStore;
import dev.lily.policy.store.FilePolicyStore;
import dev.lily.policy.store.FileServiceStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where policies, principals and services are kept: files of each tenant in a folder. */
record PolicyStores(
    Path folder,
    Clock clock,
    FilePolicyStore policies,
    FileDirectoryStore directories,
    FileServiceStore services) {

  static PolicyStores open(Path folder, Clock clock) {
    return new PolicyStores(
        folder,
        clock,
        new FilePolicyStore(folder),
        new FileDirectoryStore(folder, clock),
        new FileServiceStore(folder, List.of(trino())));
  }

  /** The service of a new tenant: a Trino whose catalogs hold what the common models describe. */
  private static EngineService trino() {
    var rules = new ArrayList<>(Mappings.trino("lily"));
    rules.addAll(Mappings.hiveInTrino("lily", "hive"));
    rules.addAll(
        Mappings.openLineage(
            "openlineage_dataset",
            "openlineage_column",
            "file",
            "/data/shop/warehouse/{schema}/{table}",
            Map.of("catalog", "shop")));
    return new EngineService("trino", ServiceType.TRINO, 1, "lily_tag", rules);
  }
}
