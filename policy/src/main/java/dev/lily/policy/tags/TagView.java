package dev.lily.policy.tags;

import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.policy.EngineResource;
import dev.lily.policy.binding.Bindings;
import dev.lily.policy.binding.EngineService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tagged resources of one service. Reads take no locks and see each change at once; a writer
 * waits for the one before.
 */
public final class TagView {
  private final EngineService service;
  private final Bindings bindings;
  private final TagVersions versions;
  private final Map<String, TaggedResource> resources = new ConcurrentHashMap<>();
  private final TagCounts counts = new TagCounts();
  private volatile TagRules rules;
  private long digest;

  TagView(EngineService service, TagVersions versions, TagRules rules) {
    this.service = service;
    this.bindings = new Bindings(service);
    this.versions = versions;
    this.rules = rules;
  }

  /** The classifications of assets as they are now. */
  public record Update(AssetKey asset, List<Classification> classifications) {}

  /** What another system says of a resource now. */
  record Foreign(AssetKey source, EngineResource resource, List<Classification> classifications) {
    static Foreign of(String source, ForeignResource resource) {
      return new Foreign(
          new AssetKey("ranger_tag_source", source),
          resource.resource(),
          resource.tags().stream().map(ForeignTag::classification).toList());
    }
  }

  public EngineService service() {
    return service;
  }

  /** Grows with every change of the tags, over restarts. */
  public long version() {
    return versions.current();
  }

  /** The resources that changed after the version; absent where that is not known any more. */
  public Optional<List<EngineResource>> changedSince(long version) {
    return versions.changedSince(version);
  }

  public Collection<TaggedResource> all() {
    return List.copyOf(resources.values());
  }

  public int size() {
    return resources.size();
  }

  public Optional<TaggedResource> find(EngineResource resource) {
    return Optional.ofNullable(resources.get(resource.key()));
  }

  /**
   * The tags that matter for the resource: its own, those of its containers and, where asked for,
   * those of everything inside.
   */
  public List<TagMatch> matching(EngineResource resource, boolean inside) {
    List<TagMatch> matches = new ArrayList<>();
    collect(resource, TagMatch.Position.SELF, matches);
    Optional<EngineResource> container = resource.parent();
    while (container.isPresent()) {
      collect(container.get(), TagMatch.Position.ANCESTOR, matches);
      container = container.get().parent();
    }
    if (inside) {
      counts
          .inside(resource)
          .forEach((tag, c) -> matches.add(new TagMatch(tag, TagMatch.Position.DESCENDANT, c)));
    }
    return matches;
  }

  /** The tags that matter for children of one resource, without what is inside of them. */
  public Children children(EngineResource container, String element) {
    List<TagMatch> around = new ArrayList<>();
    for (TagMatch match : matching(container, false)) {
      around.add(new TagMatch(match.tag(), TagMatch.Position.ANCESTOR, match.classification()));
    }
    return new Children(container.childKeyPrefix(element), List.copyOf(around));
  }

  /** What the children of a resource have in common is looked up once for all of them. */
  public final class Children {
    private final String prefix;
    private final List<TagMatch> around;

    private Children(String prefix, List<TagMatch> around) {
      this.prefix = prefix;
      this.around = around;
    }

    /** As {@link TagView#matching} of the child with this value. */
    public List<TagMatch> matching(String value) {
      TaggedResource tagged = resources.get(prefix + value.toLowerCase(Locale.ROOT));
      if (tagged == null) {
        return around;
      }
      List<TagMatch> matches = new ArrayList<>(tagged.tags().size() + around.size());
      collect(tagged, TagMatch.Position.SELF, matches);
      matches.addAll(around);
      return matches;
    }
  }

  private void collect(
      EngineResource resource, TagMatch.Position position, List<TagMatch> matches) {
    collect(resources.get(resource.key()), position, matches);
  }

  private static void collect(
      @Nullable TaggedResource tagged, TagMatch.Position position, List<TagMatch> matches) {
    if (tagged != null) {
      tagged.tags().forEach((tag, c) -> matches.add(new TagMatch(tag, position, c)));
    }
  }

  /** The resources that the asset is; empty where the service does not know it. */
  public List<EngineResource> resourcesOf(AssetKey asset) {
    return bindings.resourcesOf(asset);
  }

  /** The tags as they would be with these updates; nothing is changed. */
  public Assumed assuming(Iterable<Update> updates) {
    Map<String, TaggedResource> changed = new HashMap<>();
    for (Update update : updates) {
      for (EngineResource resource : bindings.resourcesOf(update.asset())) {
        TaggedResource before =
            changed.getOrDefault(
                resource.key(),
                resources.getOrDefault(
                    resource.key(), new TaggedResource(resource, Map.of(), Map.of())));
        changed.put(resource.key(), before.with(update.asset(), update.classifications(), rules));
      }
    }
    return new Assumed(
        resource -> {
          TaggedResource assumed = changed.get(resource.key());
          return assumed != null ? assumed : resources.get(resource.key());
        });
  }

  /** The tags as they would be with other policies; nothing is changed. */
  public Assumed assuming(TagRules other) {
    return new Assumed(
        resource -> {
          TaggedResource tagged = resources.get(resource.key());
          return tagged == null ? null : tagged.with(other);
        });
  }

  /** What is tagged there; null for nothing. */
  @FunctionalInterface
  private interface Assumption {
    @Nullable TaggedResource at(EngineResource resource);
  }

  /** Tags that nothing has yet. */
  public static final class Assumed {
    private final Assumption assumption;

    private Assumed(Assumption assumption) {
      this.assumption = assumption;
    }

    /** As {@link TagView#matching}, without what is inside the resource. */
    public List<TagMatch> matching(EngineResource resource) {
      List<TagMatch> matches = new ArrayList<>();
      collect(assumption.at(resource), TagMatch.Position.SELF, matches);
      Optional<EngineResource> container = resource.parent();
      while (container.isPresent()) {
        collect(assumption.at(container.get()), TagMatch.Position.ANCESTOR, matches);
        container = container.get().parent();
      }
      return matches;
    }
  }

  TagVersions versions() {
    return versions;
  }

  /** Fills the new view, and takes up the version of the last run where nothing has changed. */
  synchronized void start(Iterable<Update> updates, Iterable<Foreign> foreign) {
    updates.forEach(update -> change(update, new LinkedHashSet<>()));
    foreign.forEach(one -> change(one, new LinkedHashSet<>()));
    versions.start(digest);
  }

  /**
   * Applies the changes as one version.
   *
   * @return how many resources have other tags than before
   */
  synchronized int apply(Iterable<Update> updates) {
    Set<EngineResource> changed = new LinkedHashSet<>();
    updates.forEach(update -> change(update, changed));
    versions.add(changed, digest);
    return changed.size();
  }

  /** The same for what another system says. */
  synchronized int applyForeign(Iterable<Foreign> updates) {
    Set<EngineResource> changed = new LinkedHashSet<>();
    updates.forEach(update -> change(update, changed));
    versions.add(changed, digest);
    return changed.size();
  }

  /** Takes the rules of changed policies. */
  synchronized void apply(TagRules next) {
    if (next.sameAs(rules)) {
      return;
    }
    rules = next;
    Set<EngineResource> changed = new LinkedHashSet<>();
    for (TaggedResource old : all()) {
      replace(old.resource(), old, old.with(next), changed);
    }
    versions.add(changed, digest);
  }

  private void change(Update update, Set<EngineResource> changed) {
    for (EngineResource resource : bindings.resourcesOf(update.asset())) {
      change(new Foreign(update.asset(), resource, update.classifications()), changed);
    }
  }

  private void change(Foreign update, Set<EngineResource> changed) {
    EngineResource resource = update.resource();
    TaggedResource old = resources.get(resource.key());
    TaggedResource before =
        old != null ? old : new TaggedResource(resource.interned(), Map.of(), Map.of());
    TaggedResource after = before.with(update.source(), update.classifications(), rules);
    replace(before.resource(), before, after, changed);
  }

  private void replace(
      EngineResource resource,
      TaggedResource before,
      TaggedResource after,
      Set<EngineResource> changed) {
    if (after.sources().isEmpty()) {
      resources.remove(resource.key());
    } else {
      resources.put(resource.key(), after);
    }
    if (!Objects.equals(before.tags().keySet(), after.tags().keySet())) {
      counts.add(after, 1);
      counts.add(before, -1);
      digest += after.digest() - before.digest();
      changed.add(resource);
    }
  }
}
