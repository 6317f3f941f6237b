package dev.lily.graph.store;

import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.PropagatedUpdate;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.type.TypeRegistry;
import java.util.List;

/** Writes what reached assets from elsewhere beside their own classifications, with events. */
final class PropagationWork implements GraphWriter.Work<Long> {
  private final RequestContext context;
  private final TypeRegistry types;
  private final GraphAccess access;
  private final List<PropagatedUpdate> updates;

  PropagationWork(
      RequestContext context,
      TypeRegistry types,
      GraphAccess access,
      List<PropagatedUpdate> updates) {
    this.context = context;
    this.types = types;
    this.access = access;
    this.updates = updates;
  }

  @Override
  public int weight() {
    return updates.size();
  }

  @Override
  public boolean isUrgent() {
    return false;
  }

  @Override
  public Long run(WriteScope scope) {
    DraftSet drafts = new DraftSet(scope.transaction(), context.tenant(), types, access);
    Changes changes = new Changes(context);
    for (PropagatedUpdate update : updates) {
      drafts
          .known(update.asset())
          .filter(draft -> draft.asset().status() != AssetStatus.PURGED)
          .ifPresent(draft -> write(draft, update, changes));
    }
    return changes.emit(scope, types);
  }

  private void write(Draft draft, PropagatedUpdate update, Changes changes) {
    access.rows().writePropagated(draft.vertex(), update.written());
    for (ClassificationChange change : update.changes()) {
      changes.classification(draft.asset(), change.operation(), change.classification());
    }
  }
}
