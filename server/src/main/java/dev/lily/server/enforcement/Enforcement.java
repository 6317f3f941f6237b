package dev.lily.server.enforcement;

import dev.lily.graph.TenantId;
import dev.lily.policy.EngineResource;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.plugins.EngineState;
import dev.lily.policy.plugins.PluginActivity;
import dev.lily.policy.plugins.PluginQuestion.Kind;
import dev.lily.policy.plugins.PluginReport;
import dev.lily.policy.plugins.Versions;
import dev.lily.policy.plugins.Versions.Lag;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import dev.lily.server.postgres.PostgresSyncs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Puts together how far each engine is, from what it said last. */
public final class Enforcement {
  private static final int CHECKS = 3;

  private final Sources sources;
  private final Duration threshold;
  private final Clock clock;

  /** Where is known who said what. */
  public record Sources(
      ServiceStore services,
      TagViews tags,
      Versions versions,
      PluginActivity plugins,
      OpaActivity opa,
      PostgresSyncs databases) {}

  /**
   * Over these sources.
   *
   * @param threshold how late a database may be, and how long it may go unchecked, if that is
   *     longer than three checks
   */
  public Enforcement(Sources sources, Duration threshold, Clock clock) {
    this.sources = sources;
    this.threshold = threshold;
    this.clock = clock;
  }

  List<EngineService> services(TenantId tenant) {
    return sources.services().all(tenant);
  }

  long position() {
    return sources.tags().lastVisible();
  }

  /** The version of the document now; 0 where there is no such service. */
  long current(TenantId tenant, String service, Kind kind) {
    return sources.versions().newest(tenant, service, kind).orElse(0);
  }

  /** How all that enforce for the service stand; never none. */
  List<Standing> of(TenantId tenant, EngineService service) {
    if (service.type() == ServiceType.POSTGRESQL) {
      return List.of(database(tenant, service));
    }
    List<Standing> standings = new ArrayList<>();
    long asked = sources.opa().lastAsked(tenant, service.name());
    if (asked > 0) {
      standings.add(asked(tenant, service, asked));
    }
    sources
        .plugins()
        .plugins(tenant, service.name())
        .forEach(plugin -> standings.add(plugin(tenant, plugin)));
    if (standings.isEmpty()) {
      Door door = service.type() == ServiceType.TRINO ? Door.OPA : Door.RANGER;
      standings.add(Standing.neverSeen(service.name(), door));
    }
    return standings;
  }

  /** Who asked for the service within that time, as far as is known since the start. */
  public List<String> users(TenantId tenant, EngineService service, Duration within) {
    long since = clock.millis() - within.toMillis();
    return of(tenant, service).stream()
        .filter(standing -> standing.lastSeen() > 0 && standing.lastSeen() >= since)
        .map(
            standing ->
                (standing.door() + " " + standing.instance()).strip()
                    + " at "
                    + Instant.ofEpochMilli(standing.lastSeen()))
        .toList();
  }

  /** Who asks for each query is always answered by what holds now. */
  private Standing asked(TenantId tenant, EngineService service, long lastAsked) {
    return new Standing(
        service.name(),
        Door.OPA,
        "",
        EngineState.UP_TO_DATE,
        Map.of(),
        OptionalLong.of(position()),
        current(tenant, service.name(), Kind.TAGS),
        0,
        0,
        lastAsked,
        clock.millis() - lastAsked,
        "");
  }

  private Standing plugin(TenantId tenant, PluginReport plugin) {
    PluginReport.Document tags = plugin.document(Kind.TAGS);
    Map<String, Object> runs = new LinkedHashMap<>();
    runs.put("policies", runs(plugin.document(Kind.POLICIES)));
    runs.put("tags", runs(tags));
    if (!plugin.cluster().isEmpty()) {
      runs.put("cluster", plugin.cluster());
    }
    return new Standing(
        plugin.service(),
        Door.RANGER,
        plugin.instance(),
        plugin.state(),
        runs,
        sources.versions().lag(tenant, plugin.service(), Kind.TAGS, tags.running()).position(),
        tags.running(),
        plugin.behindVersions(),
        plugin.behindMillis(),
        plugin.lastSeen(),
        plugin.silentMillis(),
        "");
  }

  private static Map<String, Object> runs(PluginReport.Document document) {
    return Map.of("runs", document.running(), "current", document.current());
  }

  private Standing database(TenantId tenant, EngineService service) {
    PostgresSyncs.Following following = sources.databases().following(tenant, service.name());
    if (following.time() == 0 && following.error().isEmpty()) {
      return Standing.neverSeen(service.name(), Door.POSTGRESQL);
    }
    Lag lag = sources.versions().lag(tenant, service.name(), Kind.TAGS, following.tagVersion());
    long now = clock.millis();
    long allowed =
        Math.max(
            threshold.toMillis(), Duration.ofSeconds(following.checkSeconds()).toMillis() * CHECKS);
    boolean silent = following.automatic() && now - following.time() > allowed;
    long late = lag.millis(now, following.time() == 0 ? now : following.time());
    boolean behind =
        late > threshold.toMillis() || following.tagVersion() < 0 || !following.error().isEmpty();
    Map<String, Object> runs = new LinkedHashMap<>();
    runs.put(
        "tags",
        Map.of(
            "runs", following.tagVersion(), "current", current(tenant, service.name(), Kind.TAGS)));
    runs.put("automatic", following.automatic());
    return new Standing(
        service.name(),
        Door.POSTGRESQL,
        "",
        silent ? EngineState.SILENT : behind ? EngineState.BEHIND : EngineState.UP_TO_DATE,
        runs,
        OptionalLong.of(following.position()),
        following.tagVersion(),
        lag.versions(),
        late,
        following.time(),
        now - following.time(),
        following.error());
  }

  /** When others had changed what was written into a database; 0 for never, and for no database. */
  long driftTime(TenantId tenant, EngineService service) {
    return service.type() == ServiceType.POSTGRESQL
        ? sources.databases().following(tenant, service.name()).driftTime()
        : 0;
  }

  /** Whether the standing has the tags of the resource as they are now. */
  boolean enforces(TenantId tenant, Standing standing, EngineResource resource) {
    TagView view = sources.tags().of(tenant, standing.service());
    return standing.state() != EngineState.NEVER_SEEN
        && view.changedSince(standing.tags())
            .filter(changed -> changed.stream().noneMatch(one -> one.key().equals(resource.key())))
            .isPresent();
  }

  /** As which resource, by whom and up to where an asset is enforced. */
  public List<Map<String, Object>> of(
      TenantId tenant, EngineService service, EngineResource resource) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Standing standing : of(tenant, service)) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("door", standing.door());
      if (!standing.instance().isEmpty()) {
        answer.put("instance", standing.instance());
      }
      answer.put("enforced", enforces(tenant, standing, resource));
      answer.put("state", standing.state());
      standing.position().ifPresent(reached -> answer.put("position", reached));
      answer.put("lagMillis", standing.lagMillis());
      all.add(answer);
    }
    return all;
  }
}
