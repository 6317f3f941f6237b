package dev.lily.graph.store;

import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks the inputs of a batch against their types, and refuses a faulty batch with all that is
 * wrong with it; runs on the caller's thread.
 */
final class BatchPreparation {
  private final TypeRegistry types;
  private final Function<Prepared, Optional<Asset>> known;
  private final BatchFaults faults = new BatchFaults();
  private final Map<String, AssetInput> byPlaceholder = new HashMap<>();

  /**
   * A preparation of one batch.
   *
   * @param known finds the asset that an input updates; asked only to tell all faults at once
   */
  BatchPreparation(TypeRegistry types, Function<Prepared, Optional<Asset>> known) {
    this.types = types;
    this.known = known;
  }

  /**
   * An input that fits its type.
   *
   * @param qualifiedName its identity; empty where only its guid tells who it is
   * @param plainReferences references by attributes that are no relationship
   */
  record Prepared(
      AssetInput input,
      EntityType type,
      String qualifiedName,
      Map<String, @Nullable Object> attributes,
      List<Reference> references,
      Map<String, List<Reference.Target>> plainReferences,
      Map<String, Map<String, @Nullable Object>> business) {
    String guid() {
      return input.guid();
    }
  }

  /** The attribute that makes assets of the type unique; empty where it has none. */
  static Optional<Attribute> identity(EntityType type) {
    Attribute name = type.attributes().get(GraphKeys.QUALIFIED_NAME);
    if (name != null && name.def().isUnique()) {
      return Optional.of(name);
    }
    return type.uniqueAttributes().stream().findFirst();
  }

  /** Prepares all inputs, or refuses them with all faults in one message. */
  List<Prepared> prepare(List<AssetInput> inputs) {
    List<Prepared> prepared = new ArrayList<>(inputs.size());
    for (AssetInput input : inputs) {
      Optional<EntityType> type = types.findEntityType(input.typeName());
      if (type.isPresent()) {
        prepared.add(new InputPreparation(types, type.get(), input, faults).prepare());
      } else {
        faults.add(
            ErrorCode.TYPE_NAME_INVALID,
            input,
            "Type ENTITY with name " + input.typeName() + " does not exist");
      }
      checkPlaceholder(input);
    }
    if (!faults.isEmpty()) {
      prepared.forEach(this::addMissing);
      faults.throwIfAny();
    }
    return prepared;
  }

  /** The same asset may come twice; two assets cannot share the guid that others refer to. */
  private void checkPlaceholder(AssetInput input) {
    if (input.guid().isEmpty() || Guid.parse(input.guid()).isPresent()) {
      return;
    }
    AssetInput other = byPlaceholder.putIfAbsent(input.guid(), input);
    if (other != null && !isSame(input, other)) {
      faults.add(
          ErrorCode.INVALID_PARAMETERS,
          input,
          "guid %s is also that of %s; give every entity of a request a guid of its own"
              .formatted(input.guid(), BatchFaults.label(other)));
    }
  }

  private boolean isSame(AssetInput one, AssetInput other) {
    String identity =
        types
            .findEntityType(one.typeName())
            .flatMap(BatchPreparation::identity)
            .map(Attribute::name)
            .orElse(GraphKeys.QUALIFIED_NAME);
    Object name = one.attributes().get(identity);
    return one.typeName().equals(other.typeName())
        && name != null
        && name.equals(other.attributes().get(identity));
  }

  /** What is stored is looked at only here, where the batch is refused anyhow. */
  private void addMissing(Prepared input) {
    boolean named = !input.qualifiedName().isEmpty() || Guid.parse(input.guid()).isPresent();
    Map<String, @Nullable Object> values =
        (named ? known.apply(input) : Optional.<Asset>empty())
            .<Map<String, @Nullable Object>>map(asset -> new HashMap<>(asset.attributes()))
            .orElseGet(() -> AssetComposer.defaults(input.type()));
    // A faulty value is a fault already, but not that of being absent.
    values.putAll(input.input().attributes());
    faults.addMissing(input.input(), input.type(), values);
  }
}
