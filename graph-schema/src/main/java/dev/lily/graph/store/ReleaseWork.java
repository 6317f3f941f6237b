package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.asset.WrittenClassification;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.type.TypeRegistry;
import java.util.List;
import java.util.Map;

/**
 * Takes a classification away that outlived its origin. It is in no body: what is written beside
 * the asset is the only record of it.
 */
final class ReleaseWork implements GraphWriter.Work<MutationResult> {
  private final RequestContext context;
  private final TypeRegistry types;
  private final GraphAccess access;
  private final Guid asset;
  private final Classification left;

  ReleaseWork(
      RequestContext context,
      TypeRegistry types,
      GraphAccess access,
      Guid asset,
      Classification left) {
    this.context = context;
    this.types = types;
    this.access = access;
    this.asset = asset;
    this.left = left;
  }

  @Override
  public int weight() {
    return 1;
  }

  @Override
  public MutationResult run(WriteScope scope) {
    DraftSet drafts = new DraftSet(scope.transaction(), context.tenant(), types, access);
    Changes changes = new Changes(context);
    Draft draft =
        drafts
            .known(asset)
            .filter(known -> known.asset().status() == AssetStatus.ACTIVE)
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.INSTANCE_GUID_NOT_FOUND,
                        "Given instance guid " + asset + " is invalid/not found"));
    requireEnded(drafts);
    erase(RelationshipDesk.row(draft));
    changes.classification(draft.asset(), Operation.REMOVED, left);
    return new MutationResult(
        changes.emit(scope, types, drafts),
        List.of(),
        List.of(draft.asset()),
        List.of(),
        List.of(),
        Map.of());
  }

  private void requireEnded(DraftSet drafts) {
    if (drafts
        .known(left.origin())
        .filter(origin -> origin.asset().status() == AssetStatus.ACTIVE)
        .isPresent()) {
      throw new CatalogException(
          ErrorCode.CLASSIFICATION_DELETE_FROM_PROPAGATED_ENTITY,
          "Delete of classification %s is not allowed from propagated entity; delete it at %s"
              .formatted(left.typeName(), left.origin()));
    }
  }

  private void erase(Row row) {
    List<String> before = PropagationWork.lines(row);
    List<String> after = before.stream().filter(line -> !isLeft(line)).toList();
    if (!after.equals(before)) {
      AssetRows.changePropagated(row.vertex(), after);
    }
  }

  /** What a rule derives may have the same name and origin, is not written whole, and stays. */
  private boolean isLeft(String line) {
    WrittenClassification written = WrittenClassification.parse(line);
    return written.whole().isPresent()
        && written.typeName().equals(left.typeName())
        && written.origin().equals(left.origin());
  }
}
