package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.policy.Directory;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.EngineResource;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.plugins.PluginQuestion;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import dev.lily.policy.tags.TaggedResource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The documents that Ranger plug-ins download, as Ranger Admin 2.6 serves them and as {@code
 * RangerAdminRESTClient} reads them. Bodies are kept until their version ends. Every method throws
 * {@link dev.lily.graph.CatalogException} NOT_FOUND for an unknown service, with the text upon
 * which a plug-in drops its policies if the body is that text in double quotes.
 */
public final class RangerDownloads {
  /** More policies than these, some megabytes of JSON, are written anew for each plug-in. */
  private static final int KEPT_POLICIES = 500;

  /** The same of tagged resources, of which one takes half a kilobyte. */
  private static final int KEPT_RESOURCES = 20_000;

  private final ServiceEngines engines;
  private final TagViews tags;
  private final DirectoryStore directories;
  private final ServiceStore services;
  private final Clock clock;
  private final Map<Key, Body> bodies = new ConcurrentHashMap<>();

  private enum Kind {
    POLICIES,
    POLICY_DELTA,
    TAGS,
    TAG_DELTA,
    ROLES,
    USERS
  }

  private record Key(TenantId tenant, String service, Kind kind) {}

  private record Body(long since, Download.Document document) {}

  public RangerDownloads(
      ServiceEngines engines,
      TagViews tags,
      DirectoryStore directories,
      ServiceStore services,
      Clock clock) {
    this.engines = engines;
    this.tags = tags;
    this.directories = directories;
    this.services = services;
    this.clock = clock;
  }

  /**
   * {@code ServicePolicies} with the tag policies inside: what changed since the version where the
   * plug-in understands that, the version is remembered and plug-ins apply it rightly; otherwise
   * everything.
   */
  public Download policies(
      TenantId tenant, String service, long lastKnownVersion, boolean supportsDeltas) {
    EngineService engine = services.require(tenant, service);
    ResolvedPolicies now = engines.versions().current(tenant);
    long version = now.version();
    if (version == lastKnownVersion) {
      return new Download.NotModified(version);
    }
    if (supportsDeltas) {
      Optional<Download> delta = policyDelta(tenant, engine, now, lastKnownVersion);
      if (delta.isPresent()) {
        return delta.get();
      }
    }
    PolicyCompiler compiler = engines.compiler();
    if (now.policies().size() > KEPT_POLICIES) {
      return new Download.Stream(version, out -> compiler.write(engine, now, out));
    }
    return answer(
        new Key(tenant, service, Kind.POLICIES),
        version,
        lastKnownVersion,
        () -> new Download.Document(version, RangerJson.write(compiler.compile(engine, now))));
  }

  private Optional<Download> policyDelta(
      TenantId tenant, EngineService engine, ResolvedPolicies now, long since) {
    Key key = new Key(tenant, engine.name(), Kind.POLICY_DELTA);
    Body kept = bodies.get(key);
    if (kept != null && kept.since() == since && kept.document().version() == now.version()) {
      return Optional.of(kept.document());
    }
    return engines
        .versions()
        .at(tenant, since)
        .flatMap(then -> engines.compiler().deltaForPlugin(engine, then, now))
        .map(
            delta -> {
              Download.Document document =
                  new Download.Document(now.version(), RangerJson.write(delta), true);
              bodies.put(key, new Body(since, document));
              return document;
            });
  }

  /**
   * {@code ServiceTags}: what changed since the version where the plug-in understands that, the log
   * reaches back so far and plug-ins apply it rightly; otherwise everything.
   */
  public Download tags(
      TenantId tenant, String service, long lastKnownVersion, boolean supportsDeltas) {
    TagView view = tags.of(tenant, service);
    long version = view.version();
    if (version == lastKnownVersion) {
      return new Download.NotModified(version);
    }
    if (supportsDeltas) {
      Optional<List<EngineResource>> changed = view.changedSince(lastKnownVersion);
      if (changed.isPresent() && TagDelta.isSafe(view, changed.get())) {
        return tagDelta(tenant, view, version, lastKnownVersion, changed.get());
      }
    }
    if (view.size() > KEPT_RESOURCES) {
      bodies.remove(new Key(tenant, service, Kind.TAGS));
      TagsDocument.Header header = header(view, version, false);
      List<TaggedResource> all = served(view.all(), false);
      return new Download.Stream(version, out -> TagsDocument.write(header, all, out));
    }
    return answer(
        new Key(tenant, service, Kind.TAGS),
        version,
        lastKnownVersion,
        () -> document(view, version, false, view.all()));
  }

  /** The newest version of a document; empty where there is no such service. */
  public OptionalLong version(TenantId tenant, String service, PluginQuestion.Kind kind) {
    if (services.find(tenant, service).isEmpty()) {
      return OptionalLong.empty();
    }
    return switch (kind) {
      case POLICIES -> OptionalLong.of(engines.versions().current(tenant).version());
      case TAGS -> OptionalLong.of(tags.of(tenant, service).version());
      case ROLES, USERS -> OptionalLong.of(directories.current(tenant).version());
      case DATASETS -> OptionalLong.empty();
    };
  }

  /** {@code RangerRoles}. */
  public Download roles(TenantId tenant, String service, long lastKnownVersion) {
    services.require(tenant, service);
    Directory directory = directories.current(tenant);
    return answer(
        new Key(tenant, service, Kind.ROLES),
        directory.version(),
        lastKnownVersion,
        () ->
            new Download.Document(
                directory.version(), PrincipalDocuments.roles(service, directory)));
  }

  /** {@code RangerUserStore}. */
  public Download users(TenantId tenant, String service, long lastKnownVersion) {
    services.require(tenant, service);
    Directory directory = directories.current(tenant);
    return answer(
        new Key(tenant, service, Kind.USERS),
        directory.version(),
        lastKnownVersion,
        () -> new Download.Document(directory.version(), PrincipalDocuments.users(directory)));
  }

  private Download tagDelta(
      TenantId tenant, TagView view, long version, long since, List<EngineResource> changed) {
    Key key = new Key(tenant, view.service().name(), Kind.TAG_DELTA);
    Body kept = bodies.get(key);
    if (kept != null && kept.since() == since && kept.document().version() == version) {
      return kept.document();
    }
    List<TaggedResource> now = TagDelta.resources(view, changed);
    Download.Document document = document(view, version, true, now);
    bodies.put(key, new Body(since, document));
    return document;
  }

  /**
   * What Ranger Admin answers with status 404 where there is no such service. A plug-in that reads
   * just this drops its policies, and with them allows nothing.
   */
  public static byte[] noSuchService(String service) {
    return RangerJson.write("RANGER_ERROR_SERVICE_NOT_FOUND: ServiceName=" + service);
  }

  /**
   * What Ranger Admin says of datasets that are shared (GDS) where nobody shares any: nothing new.
   */
  public Download sharedDatasets(TenantId tenant, String service, long lastKnownVersion) {
    services.require(tenant, service);
    return new Download.NotModified(lastKnownVersion);
  }

  private Download.Document document(
      TagView view, long version, boolean delta, Iterable<TaggedResource> resources) {
    return new Download.Document(
        version, TagsDocument.write(header(view, version, delta), served(resources, delta)), delta);
  }

  private TagsDocument.Header header(TagView view, long version, boolean delta) {
    return new TagsDocument.Header(view.service().name(), version, clock.millis(), delta);
  }

  /** A delta names what has no tags any more, too. */
  private static List<TaggedResource> served(Iterable<TaggedResource> resources, boolean delta) {
    List<TaggedResource> served = new ArrayList<>();
    for (TaggedResource resource : resources) {
      if (delta || !resource.tags().isEmpty()) {
        served.add(resource);
      }
    }
    return served;
  }

  private Download answer(
      Key key, long version, long lastKnownVersion, Supplier<Download.Document> writer) {
    if (version == lastKnownVersion) {
      return new Download.NotModified(version);
    }
    Body kept = bodies.get(key);
    if (kept != null && kept.document().version() == version) {
      return kept.document();
    }
    Download.Document document = writer.get();
    bodies.put(key, new Body(0, document));
    return document;
  }
}
