package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RelationshipCatalog.Written;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.store.RelationshipDesk.Known;
import dev.lily.graph.store.RelationshipRows.Body;
import dev.lily.graph.type.TypeRegistry;
import org.jspecify.annotations.Nullable;

/** Changes what is said of a relationship. */
final class RelationshipUpdateWork implements GraphWriter.Work<Written> {
  private static final AuditInfo UNKNOWN = new AuditInfo(0, 0, "", "", 0);

  private final RequestContext context;
  private final TypeRegistry types;
  private final GraphAccess access;
  private final Guid guid;
  private final RelationshipValues values;

  RelationshipUpdateWork(
      RequestContext context,
      TypeRegistry types,
      GraphAccess access,
      Guid guid,
      RelationshipValues values) {
    this.context = context;
    this.types = types;
    this.access = access;
    this.guid = guid;
    this.values = values;
  }

  @Override
  public int weight() {
    return 2;
  }

  @Override
  public Written run(WriteScope scope) {
    RelationshipDesk desk = new RelationshipDesk(context, types, access, scope);
    Known known = desk.known(guid);
    Relationship before = known.edge().relationship();
    if (!known.edge().isActive()) {
      throw new CatalogException(
          ErrorCode.RELATIONSHIP_ALREADY_DELETED,
          "relationship " + guid + " is deleted; create it again");
    }
    RelationshipRules rules = new RelationshipRules(types, known.type());
    Relationship after =
        new Relationship(
            guid,
            before.typeName(),
            before.end1(),
            before.end2(),
            before.status(),
            rules.propagateTags(values, before.propagateTags()),
            rules.blocked(values, before.blockedPropagatedClassifications(), desk.drafts()),
            rules.attributes(values, before.attributes()),
            before.audit());
    if (after.equals(before)) {
      return new Written(before, 0);
    }
    after = after.with(changed(desk.changes(), before.audit()));
    desk.rows().update(known.edge().edge(), AssetStatus.ACTIVE, Body.of(known.type(), after));
    Draft end1 = desk.end(before.end1().guid(), "end1");
    desk.changes().relationship(end1.asset(), Operation.UPDATED, after);
    return desk.done(after);
  }

  private static AuditInfo changed(Changes changes, @Nullable AuditInfo before) {
    AuditInfo old = before == null ? UNKNOWN : before;
    return new AuditInfo(
        old.createTime(), changes.time(), old.createdBy(), changes.actor(), old.version() + 1);
  }
}
