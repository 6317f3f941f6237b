package dev.lily.policy.tags;

import dev.lily.graph.EffectiveClassifications;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.policy.PolicySet;
import dev.lily.policy.PolicyStore;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.store.JsonFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tagged resources of every service of every tenant. A tenant's are read when first asked for
 * and then follow each change of classifications, policies and services, in the changing thread.
 */
public final class TagViews implements AutoCloseable {
  private final EffectiveClassifications classifications;
  private final PolicyStore policies;
  private final ServiceStore services;
  private final Sources sources;
  private final ForeignTags foreign;
  private final Map<TenantId, Tenant> tenants = new ConcurrentHashMap<>();
  private final List<Consumer<Visible>> listeners = new CopyOnWriteArrayList<>();
  private volatile long lastVisible;

  /**
   * Where further knowledge comes from.
   *
   * @param supertypes all supertypes of a classification type, without itself
   * @param folder where versions are kept
   */
  public record Sources(
      AssetKeys assets, Function<String, Set<String>> supertypes, Path folder, Clock clock) {}

  private static final class Tenant {
    final Map<Guid, AssetKey> known = new HashMap<>();
    final Map<String, TagView> views = new ConcurrentHashMap<>();
    volatile boolean started;
  }

  public TagViews(
      EffectiveClassifications classifications,
      PolicyStore policies,
      ServiceStore services,
      Sources sources) {
    this.classifications = classifications;
    this.policies = policies;
    this.services = services;
    this.sources = sources;
    this.foreign = new ForeignTags(sources.folder());
    classifications.onChange(this::classificationsChanged);
    policies.onChange(this::policiesChanged);
    services.onChange(this::servicesChanged);
  }

  /**
   * The tagged resources of the service.
   *
   * @throws dev.lily.graph.CatalogException for an unknown service
   */
  public TagView of(TenantId tenant, String service) {
    Tenant state = started(tenant);
    TagView view = state.views.get(service);
    if (view == null) {
      services.require(tenant, service);
      throw new IllegalStateException("service " + service + " has no view");
    }
    return view;
  }

  /** The resources that other systems have tagged, by source. */
  public Map<String, List<ForeignResource>> foreignTags(TenantId tenant, String service) {
    services.require(tenant, service);
    return foreign.of(tenant, service);
  }

  /** The account that sends what the source says of resources; absent where it says nothing. */
  public Optional<String> foreignOwner(TenantId tenant, String service, String source) {
    services.require(tenant, service);
    return foreign.owner(tenant, service, source);
  }

  /**
   * Takes what another system says of resources; it is durable and decides when the call returns.
   *
   * @param whole whether the source says nothing of any other resource any more
   */
  public void importTags(
      TenantId tenant,
      String service,
      ForeignSource sender,
      List<ForeignResource> resources,
      boolean whole) {
    String source = sender.name();
    Tenant state = started(tenant);
    int changed;
    synchronized (state) {
      TagView view = of(tenant, service);
      Map<String, ForeignResource> now = new LinkedHashMap<>();
      if (whole) {
        foreign
            .of(tenant, service)
            .getOrDefault(source, List.of())
            .forEach(
                old ->
                    now.put(old.resource().key(), new ForeignResource(old.resource(), List.of())));
      }
      resources.forEach(one -> now.put(one.resource().key(), one));
      foreign.put(tenant, service, sender, now.values());
      changed =
          view.applyForeign(
              now.values().stream().map(one -> TagView.Foreign.of(source, one)).toList());
    }
    long time = sources.clock().millis();
    Visible visible = new Visible(tenant, service, lastVisible, time, time, changed);
    listeners.forEach(listener -> listener.accept(visible));
  }

  private List<TagView.Foreign> foreign(TenantId tenant, String service) {
    List<TagView.Foreign> all = new ArrayList<>();
    foreign
        .of(tenant, service)
        .forEach(
            (source, resources) ->
                resources.forEach(one -> all.add(TagView.Foreign.of(source, one))));
    return all;
  }

  /** The position of the change log up to which decisions are right. */
  public long lastVisible() {
    return lastVisible;
  }

  /** Calls the listener when a change has reached the decisions of a service. */
  public void onVisible(Consumer<Visible> listener) {
    listeners.add(listener);
  }

  /** Keeps the versions for the next start. */
  @Override
  public void close() {
    tenants.values().forEach(t -> t.views.values().forEach(view -> view.versions().close()));
  }

  private Tenant started(TenantId tenant) {
    Tenant state = tenants.computeIfAbsent(tenant, t -> new Tenant());
    if (!state.started) {
      synchronized (state) {
        if (!state.started) {
          read(tenant, state);
          state.started = true;
        }
      }
    }
    return state;
  }

  private void read(TenantId tenant, Tenant state) {
    long position = classifications.position();
    for (AssetRef asset : classifications.classified(tenant)) {
      state.known.put(asset.guid(), asset.key());
    }
    refresh(tenant, state);
    lastVisible = Math.max(lastVisible, position);
  }

  /** Makes the views of services that are new or have other rules than before. */
  private void refresh(TenantId tenant, Tenant state) {
    List<EngineService> all = services.all(tenant);
    List<EngineService> changed =
        all.stream()
            .filter(
                service -> {
                  TagView view = state.views.get(service.name());
                  return view == null || !view.service().equals(service);
                })
            .toList();
    if (!changed.isEmpty()) {
      List<TagView.Update> updates =
          state.known.values().stream().map(key -> update(tenant, key)).toList();
      for (EngineService service : changed) {
        Optional.ofNullable(state.views.get(service.name())).ifPresent(v -> v.versions().close());
        TagView view = view(tenant, service);
        view.start(updates, foreign(tenant, service.name()));
        state.views.put(service.name(), view);
      }
    }
    Set<String> names = all.stream().map(EngineService::name).collect(Collectors.toSet());
    state.views.forEach(
        (name, view) -> {
          if (!names.contains(name)) {
            view.versions().close();
            foreign.forget(tenant, name);
          }
        });
    state.views.keySet().retainAll(names);
  }

  private void classificationsChanged(EffectiveClassifications.Change change) {
    Tenant state = tenants.get(change.tenant());
    if (state == null) {
      return;
    }
    Map<String, Integer> changed = new HashMap<>();
    synchronized (state) {
      List<TagView.Update> updates = new ArrayList<>();
      for (Guid guid : change.assets()) {
        keys(change.tenant(), state, guid)
            .forEach(key -> updates.add(update(change.tenant(), key)));
      }
      state.views.forEach((service, view) -> changed.put(service, view.apply(updates)));
      lastVisible = Math.max(lastVisible, change.position());
    }
    long now = sources.clock().millis();
    changed.forEach(
        (service, count) ->
            listeners.forEach(
                listener ->
                    listener.accept(
                        new Visible(
                            change.tenant(),
                            service,
                            change.position(),
                            change.eventTime(),
                            now,
                            count))));
  }

  /** The key of the asset, after the one by which it went before it was renamed. */
  private Set<AssetKey> keys(TenantId tenant, Tenant state, Guid guid) {
    Set<AssetKey> keys = new LinkedHashSet<>();
    Optional.ofNullable(state.known.get(guid)).ifPresent(keys::add);
    Optional<AssetKey> found = sources.assets().find(tenant, guid);
    found.ifPresent(key -> state.known.put(guid, key));
    found.ifPresent(keys::add);
    return keys;
  }

  private TagView.Update update(TenantId tenant, AssetKey asset) {
    return new TagView.Update(asset, classifications.of(tenant, asset));
  }

  private void policiesChanged(TenantId tenant) {
    Tenant state = tenants.get(tenant);
    if (state != null) {
      synchronized (state) {
        state.views.forEach((service, view) -> view.apply(rules(tenant, service)));
      }
    }
  }

  private void servicesChanged(TenantId tenant) {
    Tenant state = tenants.get(tenant);
    if (state != null) {
      synchronized (state) {
        refresh(tenant, state);
      }
    }
  }

  private TagView view(TenantId tenant, EngineService service) {
    Path file =
        sources.folder().resolve(tenant.value()).resolve("tags-" + service.name() + ".json");
    return new TagView(
        service,
        new TagVersions(new JsonFile<>(file, TagVersions.State.class)),
        rules(tenant, service.name()));
  }

  private TagRules rules(TenantId tenant, String service) {
    return rules(service, policies.current(tenant));
  }

  /** How classifications would become tags of the service with these policies. */
  public TagRules rules(String service, PolicySet set) {
    return new TagRules(service, set, sources.supertypes());
  }
}
