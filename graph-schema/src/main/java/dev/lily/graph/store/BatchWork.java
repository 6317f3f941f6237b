package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.store.BatchPreparation.Prepared;
import dev.lily.graph.type.TypeRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Applies a batch: finds what the inputs mean, composes every asset, and only then writes, so that
 * a refusal leaves nothing behind.
 */
final class BatchWork implements GraphWriter.Work<MutationResult> {
  private final RequestContext context;
  private final TypeRegistry types;
  private final GraphAccess access;
  private final AssetBatch batch;
  private final List<Prepared> inputs;
  private final Map<AssetKey, Draft> renamed = new LinkedHashMap<>();

  BatchWork(
      RequestContext context,
      TypeRegistry types,
      GraphAccess access,
      AssetBatch batch,
      List<Prepared> inputs) {
    this.context = context;
    this.types = types;
    this.access = access;
    this.batch = batch;
    this.inputs = inputs;
  }

  @Override
  public int weight() {
    return inputs.size() + batch.relationships().size() + 1;
  }

  @Override
  public MutationResult run(WriteScope scope) {
    DraftSet drafts = new DraftSet(scope.transaction(), context.tenant(), types, access);
    Changes changes = new Changes(context);
    renamed.clear();
    BatchFaults faults = new BatchFaults();
    Map<Prepared, Draft> located = locate(drafts, faults);
    faults.throwIfAny();
    AssetComposer composer = new AssetComposer(types, changes, batch.createShells());
    ReferenceResolver resolver = new ReferenceResolver(types, drafts, composer);
    EdgePlan edges = new EdgePlan(types, access, drafts, resolver);
    each(located, faults, (input, draft) -> composer.compose(input, draft, resolver.plain(input)));
    if (faults.isEmpty()) {
      each(located, faults, edges::addReferences);
    }
    located.forEach((input, draft) -> AssetComposer.checkMandatory(input, draft, faults));
    faults.throwIfAny();
    batch.relationships().forEach(edges::add);
    batch.removedRelationships().forEach(edges::remove);
    Map<AssetKey, Draft> aliases = aliases(drafts);
    Deletion deletion = new Deletion(types, access, drafts, changes);
    List<Draft> deleted = deletions(drafts);

    MutationResult result = write(scope, drafts, changes, edges);
    renamed.forEach((name, draft) -> writeNewName(scope, name, draft));
    aliases.forEach(
        (alias, draft) ->
            access
                .rows()
                .insertAlias(
                    scope.transaction(),
                    context.tenant(),
                    place(scope, alias).free(),
                    alias,
                    draft.guid));
    edges.orphans().forEach(orphan -> deletion.delete(orphan, DeleteMode.SOFT));
    deleted.forEach(draft -> deletion.delete(draft, DeleteMode.SOFT));
    long position = changes.emit(scope, types, drafts);
    return new MutationResult(
        position,
        result.created(),
        result.updated(),
        deletion.deleted(),
        result.unchanged(),
        assignments(located));
  }

  private Map<Prepared, Draft> locate(DraftSet drafts, BatchFaults faults) {
    Map<Prepared, Draft> located = new LinkedHashMap<>();
    for (Prepared input : inputs) {
      try {
        Draft draft = locate(drafts, input);
        located.put(input, draft);
        if (!input.guid().isEmpty()) {
          drafts.name(input.guid(), draft);
        }
      } catch (CatalogException refusal) {
        faults.add(input.input(), refusal);
      }
    }
    return located;
  }

  private static void each(
      Map<Prepared, Draft> located, BatchFaults faults, BiConsumer<Prepared, Draft> step) {
    located.forEach(
        (input, draft) -> {
          try {
            step.accept(input, draft);
          } catch (CatalogException refusal) {
            faults.add(input.input(), refusal);
          }
        });
  }

  private Draft locate(DraftSet drafts, Prepared input) {
    if (Guid.parse(input.guid()).isEmpty()) {
      return drafts.upsert(input.type(), input.qualifiedName());
    }
    Draft draft =
        drafts
            .named(input.guid())
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.INSTANCE_GUID_NOT_FOUND,
                        "Given instance guid " + input.guid() + " is invalid/not found"));
    if (!draft.type.isSubTypeOf(input.type().name())) {
      throw new CatalogException(
          ErrorCode.UNEXPECTED_TYPE,
          "guid %s is a %s, not a %s"
              .formatted(input.guid(), draft.type.name(), input.type().name()));
    }
    if (draft.asset().status() != AssetStatus.ACTIVE) {
      throw new CatalogException(
          ErrorCode.INSTANCE_GUID_DELETED,
          "Given instance guid " + input.guid() + " has been deleted");
    }
    String name = input.qualifiedName();
    if (!name.isEmpty()
        && !name.equals(draft.key().qualifiedName())
        && drafts.rename(draft, name)) {
      renamed.put(draft.key(), draft);
    }
    return draft;
  }

  private Map<AssetKey, Draft> aliases(DraftSet drafts) {
    Map<AssetKey, Draft> aliases = new LinkedHashMap<>();
    batch
        .aliases()
        .forEach(
            (alias, target) -> {
              Draft draft =
                  drafts
                      .keyed(target)
                      .orElseThrow(
                          () ->
                              new CatalogException(
                                  ErrorCode.REFERENCED_ENTITY_NOT_FOUND,
                                  "alias " + alias + " refers to unknown asset " + target));
              if (drafts.keyed(alias).isEmpty()) {
                aliases.put(alias, draft);
              }
            });
    return aliases;
  }

  /** An asset that gets a name back stands where that name is looked for. */
  private void writeNewName(WriteScope scope, AssetKey name, Draft draft) {
    AssetLocator.Place place = place(scope, name);
    if (place.active().isEmpty()) {
      access
          .rows()
          .insertNewName(scope.transaction(), context.tenant(), place.free(), name, draft.guid);
    }
  }

  private AssetLocator.Place place(WriteScope scope, AssetKey name) {
    return access
        .locator()
        .place(
            scope.transaction(),
            context.tenant(),
            types.entityType(name.typeName()),
            name.qualifiedName(),
            Set.of());
  }

  private List<Draft> deletions(DraftSet drafts) {
    return batch.deletions().stream().map(drafts::keyed).flatMap(Optional::stream).toList();
  }

  private MutationResult write(WriteScope scope, DraftSet drafts, Changes changes, EdgePlan edges) {
    List<Asset> created = new ArrayList<>();
    List<Asset> updated = new ArrayList<>();
    List<Asset> unchanged = new ArrayList<>();
    List<Draft> touched = List.copyOf(drafts.all());
    for (Draft draft : touched) {
      if (draft.isNew()) {
        Asset asset = stamped(scope, changes, draft);
        draft.at(access.rows().insert(scope.transaction(), context.tenant(), draft.address, asset));
        changes.created(asset);
        asset
            .classifications()
            .forEach(
                classification -> changes.classification(asset, Operation.ADDED, classification));
        created.add(asset);
      } else if (draft.isChanged()) {
        access.rows().update(draft.vertex(), draft.before(), draft.asset());
        changes.updated(draft.before(), draft.asset());
        updated.add(draft.asset());
      }
    }
    edges.write(changes);
    for (Draft draft : touched) {
      if (!draft.isNew() && !draft.isChanged()) {
        (edges.touches(draft) ? updated : unchanged).add(draft.asset());
      }
    }
    return new MutationResult(0, created, updated, List.of(), unchanged, Map.of());
  }

  private static Asset stamped(WriteScope scope, Changes changes, Draft draft) {
    if (!draft.asset().classifications().isEmpty()) {
      draft.become(changes.stamp(scope, List.of(), draft.asset()));
    }
    return draft.asset();
  }

  private static Map<String, Guid> assignments(Map<Prepared, Draft> located) {
    Map<String, Guid> assignments = new LinkedHashMap<>();
    located.forEach(
        (input, draft) -> {
          if (!input.guid().isEmpty()) {
            assignments.put(input.guid(), draft.guid);
          }
        });
    return assignments;
  }
}
