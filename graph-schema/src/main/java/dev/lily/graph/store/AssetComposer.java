package dev.lily.graph.store;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.store.BatchPreparation.Prepared;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes of what is stored and what was sent the asset that shall be stored. */
final class AssetComposer {
  private final TypeRegistry types;
  private final Changes changes;
  private final boolean createShells;

  AssetComposer(TypeRegistry types, Changes changes, boolean createShells) {
    this.types = types;
    this.changes = changes;
    this.createShells = createShells;
  }

  boolean createsShells() {
    return createShells;
  }

  void compose(Prepared prepared, Draft draft, Map<String, @Nullable Object> plainReferences) {
    Asset known = draft.after();
    Map<String, @Nullable Object> attributes =
        known == null ? defaults(draft.type) : new LinkedHashMap<>(known.attributes());
    merge(attributes, prepared.attributes());
    merge(attributes, plainReferences);
    identify(attributes, draft);
    AssetInput input = prepared.input();
    Asset asset =
        new Asset(
            new AssetRef(draft.guid, draft.key()),
            AssetStatus.ACTIVE,
            false,
            attributes,
            known == null ? own(draft, input) : known.classifications(),
            input.labels().orElse(known == null ? Set.of() : known.labels()),
            input.customAttributes().orElse(known == null ? Map.of() : known.customAttributes()),
            business(known, prepared),
            audit(known));
    if (known == null || !sameContent(known, asset)) {
      draft.become(asset);
    }
  }

  /** An asset of which nothing is known but that something refers to it. */
  void shell(Draft draft) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    BatchPreparation.identity(draft.type)
        .ifPresent(attribute -> attributes.put(attribute.name(), draft.key().qualifiedName()));
    draft.become(
        new Asset(
            new AssetRef(draft.guid, draft.key()),
            AssetStatus.ACTIVE,
            true,
            attributes,
            List.of(),
            Set.of(),
            Map.of(),
            Map.of(),
            audit(null)));
  }

  /** The name by which the input found the asset may be an alias, which renames nothing. */
  private static void identify(Map<String, @Nullable Object> attributes, Draft draft) {
    BatchPreparation.identity(draft.type)
        .map(Attribute::name)
        .filter(attributes::containsKey)
        .ifPresent(name -> attributes.put(name, draft.key().qualifiedName()));
  }

  /** The values that an asset of the type has where nobody says otherwise. */
  static Map<String, @Nullable Object> defaults(EntityType type) {
    Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
    type.attributes()
        .values()
        .forEach(
            attribute ->
                attribute.defaultValue().ifPresent(value -> defaults.put(attribute.name(), value)));
    return defaults;
  }

  private static void merge(
      Map<String, @Nullable Object> attributes, Map<String, @Nullable Object> sent) {
    sent.forEach(
        (name, value) -> {
          if (value == null) {
            attributes.remove(name);
          } else {
            attributes.put(name, value);
          }
        });
  }

  private List<Classification> own(Draft draft, AssetInput input) {
    return input.classifications().orElse(List.of()).stream()
        .map(sent -> ClassificationWork.check(types, draft.type, draft.guid, sent, null))
        .toList();
  }

  private static Map<String, Map<String, @Nullable Object>> business(
      @Nullable Asset known, Prepared prepared) {
    if (prepared.business().isEmpty()) {
      return known == null ? Map.of() : known.businessAttributes();
    }
    Map<String, Map<String, @Nullable Object>> merged =
        new LinkedHashMap<>(known == null ? Map.of() : known.businessAttributes());
    merged.putAll(prepared.business());
    return merged;
  }

  private AuditInfo audit(@Nullable Asset known) {
    if (known == null) {
      return new AuditInfo(changes.time(), changes.time(), changes.actor(), changes.actor(), 0);
    }
    AuditInfo old = known.audit();
    return new AuditInfo(
        old.createTime(), changes.time(), old.createdBy(), changes.actor(), old.version() + 1);
  }

  private static boolean sameContent(Asset one, Asset other) {
    return one.status() == other.status()
        && one.incomplete() == other.incomplete()
        && one.attributes().equals(other.attributes())
        && one.classifications().equals(other.classifications())
        && one.labels().equals(other.labels())
        && one.customAttributes().equals(other.customAttributes())
        && one.businessAttributes().equals(other.businessAttributes());
  }

  /** Notes what a changed asset lacks of what its type demands. */
  static void checkMandatory(Prepared input, Draft draft, BatchFaults faults) {
    Asset asset = draft.after();
    if (asset != null && !asset.incomplete() && draft.isChanged()) {
      faults.addMissing(input.input(), draft.type, asset.attributes());
    }
  }
}
