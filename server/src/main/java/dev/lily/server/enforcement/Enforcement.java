package dev.lily.server.enforcement;

import dev.lily.graph.TenantId;
import dev.lily.policy.EngineResource;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.binding.ServiceType;
import dev.lily.policy.enforcement.RunningVersions;
import dev.lily.policy.enforcement.RunningVersions.Plugin;
import dev.lily.policy.enforcement.Versions;
import dev.lily.policy.enforcement.Versions.Document;
import dev.lily.policy.enforcement.Versions.Lag;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import dev.lily.server.enforcement.Standing.State;
import dev.lily.server.postgres.PostgresSyncs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Puts together how far each engine is, from what it said last. */
public final class Enforcement {
  private static final int CHECKS = 3;

  private final Sources sources;
  private final Duration silentAfter;
  private final Clock clock;

  /** Where is known who said what. */
  public record Sources(
      ServiceStore services,
      TagViews tags,
      Versions versions,
      RunningVersions plugins,
      OpaActivity opa,
      PostgresSyncs databases) {}

  /**
   * Over these sources.
   *
   * @param silentAfter how long a plug-in may say nothing
   */
  public Enforcement(Sources sources, Duration silentAfter, Clock clock) {
    this.sources = sources;
    this.silentAfter = silentAfter;
    this.clock = clock;
  }

  List<EngineService> services(TenantId tenant) {
    return sources.services().all(tenant);
  }

  long position() {
    return sources.tags().lastVisible();
  }

  long current(TenantId tenant, String service, Document document) {
    return sources.versions().current(tenant, service, document);
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
        .of(tenant, service.name())
        .forEach(plugin -> standings.add(plugin(tenant, plugin)));
    if (standings.isEmpty()) {
      Door door = service.type() == ServiceType.TRINO ? Door.OPA : Door.RANGER;
      standings.add(Standing.neverSeen(service.name(), door));
    }
    return standings;
  }

  /** Who asks for each query is always answered by what holds now. */
  private Standing asked(TenantId tenant, EngineService service, long lastAsked) {
    return new Standing(
        service.name(),
        Door.OPA,
        "",
        State.UP_TO_DATE,
        Map.of(),
        OptionalLong.of(position()),
        current(tenant, service.name(), Document.TAGS),
        0,
        0,
        lastAsked,
        "");
  }

  private Standing plugin(TenantId tenant, Plugin plugin) {
    Map<String, Object> runs = new LinkedHashMap<>();
    long versions = 0;
    long millis = 0;
    OptionalLong position = OptionalLong.empty();
    for (Document document : Document.values()) {
      long version = plugin.runs().getOrDefault(document, -1L);
      Lag lag = sources.versions().lag(tenant, plugin.service(), document, version);
      versions = Math.max(versions, lag.versions());
      millis = Math.max(millis, lag.millis());
      if (document == Document.TAGS) {
        position = lag.position();
      }
      runs.put(
          document == Document.TAGS ? "tags" : "policies",
          Map.of("runs", version, "current", current(tenant, plugin.service(), document)));
    }
    if (!plugin.cluster().isEmpty()) {
      runs.put("cluster", plugin.cluster());
    }
    boolean silent = clock.millis() - plugin.lastSeen() > silentAfter.toMillis();
    return new Standing(
        plugin.service(),
        Door.RANGER,
        plugin.instance(),
        silent ? State.SILENT : versions > 0 ? State.BEHIND : State.UP_TO_DATE,
        runs,
        position,
        plugin.runs().getOrDefault(Document.TAGS, -1L),
        versions,
        millis,
        plugin.lastSeen(),
        silent ? "has not asked for " + silentAfter.toSeconds() + " s or more" : "");
  }

  private Standing database(TenantId tenant, EngineService service) {
    PostgresSyncs.Following following = sources.databases().following(tenant, service.name());
    if (following.time() == 0 && following.error().isEmpty()) {
      return Standing.neverSeen(service.name(), Door.POSTGRESQL);
    }
    Lag lag = sources.versions().lag(tenant, service.name(), Document.TAGS, following.tagVersion());
    long allowed =
        Math.max(silentAfter.toMillis(), Duration.ofSeconds(following.checkSeconds()).toMillis())
            * CHECKS;
    boolean silent = following.automatic() && clock.millis() - following.time() > allowed;
    boolean behind = lag.versions() > 0 || !following.error().isEmpty();
    Map<String, Object> runs = new LinkedHashMap<>();
    runs.put(
        "tags",
        Map.of(
            "runs",
            following.tagVersion(),
            "current",
            current(tenant, service.name(), Document.TAGS)));
    runs.put("automatic", following.automatic());
    return new Standing(
        service.name(),
        Door.POSTGRESQL,
        "",
        silent ? State.SILENT : behind ? State.BEHIND : State.UP_TO_DATE,
        runs,
        OptionalLong.of(following.position()),
        following.tagVersion(),
        lag.versions(),
        lag.millis(),
        following.time(),
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
    return standing.state() != State.NEVER_SEEN
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
