package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.type.TypeRegistry;
import java.util.List;
import java.util.Map;

/** Deletes assets by guid. */
final class DeleteWork implements GraphWriter.Work<MutationResult> {
  private final RequestContext context;
  private final TypeRegistry types;
  private final GraphAccess access;
  private final List<Guid> assets;
  private final DeleteMode mode;

  DeleteWork(
      RequestContext context,
      TypeRegistry types,
      GraphAccess access,
      List<Guid> assets,
      DeleteMode mode) {
    this.context = context;
    this.types = types;
    this.access = access;
    this.assets = List.copyOf(assets);
    this.mode = mode;
  }

  @Override
  public int weight() {
    return assets.size();
  }

  @Override
  public MutationResult run(WriteScope scope) {
    DraftSet drafts = new DraftSet(scope.transaction(), context.tenant(), types, access);
    Changes changes = new Changes(context);
    List<Draft> found = assets.stream().map(guid -> known(drafts, guid)).toList();
    Deletion deletion = new Deletion(types, access, drafts, changes);
    found.forEach(draft -> deletion.delete(draft, mode));
    return new MutationResult(
        changes.emit(scope, types, drafts),
        List.of(),
        List.of(),
        deletion.deleted(),
        List.of(),
        Map.of());
  }

  private static Draft known(DraftSet drafts, Guid guid) {
    return drafts
        .known(guid)
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.INSTANCE_GUID_NOT_FOUND,
                    "Given instance guid " + guid + " is invalid/not found"));
  }
}
