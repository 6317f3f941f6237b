package dev.lily.server.atlas;

import dev.lily.graph.Catalog;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.ClassificationUpdate.Operation;
import dev.lily.graph.asset.Guid;
import java.util.List;
import java.util.Optional;

/** Changes classifications, and refuses what has to be done at another entity. */
final class ClassificationWriter {
  private final Catalog catalog;
  private final PositionWait written;

  ClassificationWriter(AtlasServices services) {
    catalog = services.catalog();
    written = services.written();
  }

  /** What was sent for the asset, completed from what the asset has. */
  Classification read(Asset asset, JsonFields json) {
    String name = json.text("typeName");
    Optional<Classification> known =
        asset.classifications().stream().filter(own -> own.typeName().equals(name)).findFirst();
    return ClassificationCodec.read(json, asset.guid(), known, "a classification");
  }

  /** Writes, and waits until readers see it. */
  Followed write(RequestContext context, List<ClassificationUpdate> updates) {
    return written.follow(catalog.classify(context, updates).position());
  }

  /**
   * Removes the classification that the origin gave the asset, which must be the asset itself or be
   * deleted.
   *
   * @param origin what was sent as its guid
   */
  Followed remove(
      RequestContext context,
      Asset asset,
      String name,
      String origin,
      List<Classification> effective) {
    boolean own = asset.classifications().stream().anyMatch(one -> one.typeName().equals(name));
    if (origin.equals(asset.guid().toString()) && own) {
      Classification gone = new Classification(name, asset.guid());
      return write(
          context,
          List.of(new ClassificationUpdate(asset.guid(), Operation.REMOVE, List.of(gone))));
    }
    Optional<Classification> left =
        effective.stream()
            .filter(one -> one.typeName().equals(name) && one.origin().toString().equals(origin))
            .filter(one -> isEnded(context, one.origin()))
            .findFirst();
    if (left.isPresent()) {
      return written.follow(catalog.release(context, asset.guid(), left.get()).position());
    }
    throw refusal(asset, name, origin, effective);
  }

  private boolean isEnded(RequestContext context, Guid origin) {
    return catalog
        .find(context, origin)
        .filter(found -> found.status() == AssetStatus.ACTIVE)
        .isEmpty();
  }

  private static CatalogException refusal(
      Asset asset, String name, String origin, List<Classification> effective) {
    List<Classification> others =
        effective.stream().filter(one -> one.typeName().equals(name)).toList();
    if (others.isEmpty()) {
      return new CatalogException(
          ErrorCode.CLASSIFICATION_NOT_ASSOCIATED_WITH_ENTITY,
          "Classification " + name + " is not associated with entity");
    }
    if (!origin.equals(asset.guid().toString())
        && others.stream().noneMatch(one -> one.origin().toString().equals(origin))) {
      return new CatalogException(
          ErrorCode.PROPAGATED_CLASSIFICATION_NOT_ASSOCIATED_WITH_ENTITY,
          "Propagated classification %s is not associated with entity %s, it is associated with entity %s"
              .formatted(name, origin, others.get(0).origin()));
    }
    return new CatalogException(
        ErrorCode.CLASSIFICATION_DELETE_FROM_PROPAGATED_ENTITY,
        "Delete of classification %s is not allowed from propagated entity; delete it at %s"
            .formatted(name, others.get(0).origin()));
  }
}
