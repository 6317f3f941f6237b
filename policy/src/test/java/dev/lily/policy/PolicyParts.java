package dev.lily.policy;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.MappingRule;
import dev.lily.policy.binding.Mappings;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.opa.TrinoOpa;
import dev.lily.policy.ranger.LongPoll;
import dev.lily.policy.ranger.MonitorEngines;
import dev.lily.policy.ranger.MonitoredDecisions;
import dev.lily.policy.ranger.RangerDecisions;
import dev.lily.policy.ranger.RangerDownloads;
import dev.lily.policy.ranger.ServiceEngines;
import dev.lily.policy.store.FileDirectoryStore;
import dev.lily.policy.store.FilePolicyStore;
import dev.lily.policy.store.FileServiceStore;
import dev.lily.policy.tags.TagViews;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything about policy, wired as the server does it. */
public final class PolicyParts {
  public static final TenantId TENANT = TenantId.DEFAULT;
  public static final String TRINO = "lily_trino";
  public static final String HIVE = "lily_hive";
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
  public static final RequestContext CONTEXT =
      new RequestContext(
          TENANT, new Principal("alice", Set.of(), Set.of("steward")), CLOCK, "request-1");

  public final FakeClassifications classifications;
  public final FilePolicyStore policies;
  public final FileDirectoryStore directories;
  public final FileServiceStore services;
  public final TagViews tags;
  public final ServiceEngines engines;
  public final RangerDecisions decisions;
  public final RangerDownloads downloads;
  public final LongPoll longPoll;
  public final Observations observations;
  public final MonitorEngines monitors;
  public final TrinoOpa opa;

  public PolicyParts(Path folder) {
    this(folder, new FakeClassifications());
  }

  public PolicyParts(Path folder, FakeClassifications classifications) {
    this.classifications = classifications;
    policies = new FilePolicyStore(folder);
    directories = new FileDirectoryStore(folder, CLOCK);
    services = new FileServiceStore(folder, List.of(trino(), hive()));
    tags =
        new TagViews(
            classifications,
            policies,
            services,
            new TagViews.Sources(classifications::key, type -> Set.of(), folder, CLOCK));
    engines = new ServiceEngines(policies, directories, services, Duration.ofSeconds(1));
    decisions = new RangerDecisions(engines, tags, directories, CLOCK);
    downloads = new RangerDownloads(engines, tags, directories, services, CLOCK);
    longPoll = new LongPoll(policies, directories, tags, Runnable::run);
    observations = new Observations(folder, CLOCK);
    monitors = new MonitorEngines(engines, directories, Runnable::run);
    opa = new TrinoOpa(new MonitoredDecisions(decisions, monitors, observations, CLOCK));
  }

  public static AssetKey column(String table, String column) {
    return new AssetKey("trino_column", "memory.default." + table + "." + column + "@lily");
  }

  public static AssetKey table(String table) {
    return new AssetKey("trino_table", "memory.default." + table + "@lily");
  }

  private static EngineService trino() {
    List<MappingRule> rules = new ArrayList<>(Mappings.trino("lily"));
    rules.addAll(Mappings.hiveInTrino("prod", "hive"));
    rules.addAll(
        Mappings.openLineage(
            "openlineage_dataset",
            "openlineage_field",
            "file",
            "/data/shop/warehouse/{schema}/{table}",
            Map.of("catalog", "lake")));
    return new EngineService(TRINO, ServiceType.TRINO, 1, "lily_tag", rules);
  }

  private static EngineService hive() {
    return new EngineService(HIVE, ServiceType.HIVE, 2, "lily_tag", Mappings.hive("prod"));
  }
}
