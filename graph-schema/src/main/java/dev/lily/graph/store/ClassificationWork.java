package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.MutationResult;
import dev.lily.graph.asset.ValidityRules;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.type.Attribute;
import dev.lily.graph.type.ClassificationType;
import dev.lily.graph.type.EntityType;
import dev.lily.graph.type.Faults;
import dev.lily.graph.type.TypeRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes the own classifications of assets. */
final class ClassificationWork implements GraphWriter.Work<MutationResult> {
  private final RequestContext context;
  private final TypeRegistry types;
  private final GraphAccess access;
  private final List<ClassificationUpdate> updates;

  ClassificationWork(
      RequestContext context,
      TypeRegistry types,
      GraphAccess access,
      List<ClassificationUpdate> updates) {
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
  public MutationResult run(WriteScope scope) {
    DraftSet drafts = new DraftSet(scope.transaction(), context.tenant(), types, access);
    Changes changes = new Changes(context);
    List<Step> steps = new ArrayList<>();
    for (ClassificationUpdate update : updates) {
      Draft draft = draft(drafts, update);
      for (Classification sent : update.classifications()) {
        steps.add(step(draft, update.operation(), sent));
      }
    }
    List<Asset> updated = new ArrayList<>();
    for (Draft draft : drafts.all()) {
      if (draft.isChanged()) {
        draft.become(changes.stamp(scope, draft.before().classifications(), draft.asset()));
        access.rows().update(draft.vertex(), draft.before(), draft.asset());
        changes.updated(draft.before(), draft.asset());
        updated.add(draft.asset());
      }
    }
    for (Step step : steps) {
      if (step.draft().isChanged()) {
        changes.classification(step.draft().asset(), step.operation(), step.stamped());
      }
    }
    return new MutationResult(
        changes.emit(scope, types, drafts), List.of(), updated, List.of(), List.of(), Map.of());
  }

  private record Step(Draft draft, Operation operation, Classification classification) {
    /** As the asset has it now, where it has it. */
    Classification stamped() {
      List<Classification> now = draft.asset().classifications();
      int at = now.indexOf(classification);
      return at < 0 || operation == Operation.REMOVED ? classification : now.get(at);
    }
  }

  private static Draft draft(DraftSet drafts, ClassificationUpdate update) {
    Draft draft =
        drafts
            .known(update.asset())
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.INSTANCE_GUID_NOT_FOUND,
                        "Given instance guid " + update.asset() + " is invalid/not found"));
    if (draft.asset().status() != AssetStatus.ACTIVE) {
      throw new CatalogException(
          ErrorCode.INSTANCE_GUID_DELETED,
          "Given instance guid " + update.asset() + " has been deleted");
    }
    return draft;
  }

  private Step step(Draft draft, ClassificationUpdate.Operation operation, Classification sent) {
    List<Classification> current = new ArrayList<>(draft.asset().classifications());
    int at = indexOf(current, sent.typeName());
    if (operation == ClassificationUpdate.Operation.REMOVE) {
      requireAssociated(at, sent);
      Classification removed = current.remove(at);
      become(draft, current);
      return new Step(draft, Operation.REMOVED, removed);
    }
    if (operation == ClassificationUpdate.Operation.UPDATE) {
      requireAssociated(at, sent);
    }
    if (operation == ClassificationUpdate.Operation.ADD && at >= 0) {
      throw new CatalogException(
          ErrorCode.CLASSIFICATION_ALREADY_ASSOCIATED,
          "instance %s already is associated with classification %s"
              .formatted(draft.guid, sent.typeName()));
    }
    Classification checked = checked(draft, sent, at < 0 ? null : current.get(at));
    if (at < 0) {
      requireNotEnded(checked);
      current.add(checked);
    } else if (!checked.equals(current.get(at))) {
      current.set(at, checked);
    } else {
      return new Step(draft, Operation.UPDATED, checked);
    }
    become(draft, current);
    return new Step(draft, at < 0 ? Operation.ADDED : Operation.UPDATED, checked);
  }

  /** To end one that is there is one thing, to add one that never holds another. */
  private void requireNotEnded(Classification added) {
    Instant now = context.clock().instant();
    if (!added.validityPeriods().isEmpty()
        && added.validityPeriods().stream().allMatch(period -> period.endedBefore(now))) {
      throw new CatalogException(
          ErrorCode.INVALID_TIMEBOUNDRY_END_TIME,
          "%s.validityPeriods: all of them have ended, so it would never hold; send a later endTime"
              .formatted(added.typeName()));
    }
  }

  private static void requireAssociated(int at, Classification sent) {
    if (at < 0) {
      throw new CatalogException(
          ErrorCode.CLASSIFICATION_NOT_ASSOCIATED_WITH_ENTITY,
          "Classification " + sent.typeName() + " is not associated with entity");
    }
  }

  private static int indexOf(List<Classification> classifications, String typeName) {
    for (int i = 0; i < classifications.size(); i++) {
      if (classifications.get(i).typeName().equals(typeName)) {
        return i;
      }
    }
    return -1;
  }

  private Classification checked(Draft draft, Classification sent, @Nullable Classification known) {
    return check(types, draft.type, draft.guid, sent, known);
  }

  /** The classification as it is stored on the asset; refused where its type does not allow it. */
  static Classification check(
      TypeRegistry types,
      EntityType entity,
      Guid asset,
      Classification sent,
      @Nullable Classification known) {
    ClassificationType type =
        types
            .findClassificationType(sent.typeName())
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.CLASSIFICATION_NOT_FOUND,
                        "Given classification " + sent.typeName() + " was invalid"));
    if (!type.isApplicableTo(entity)) {
      throw new CatalogException(
          ErrorCode.INVALID_ENTITY_FOR_CLASSIFICATION,
          "Entity (guid='%s',typename='%s') cannot be classified by Classification '%s', because '%s' is not in the ClassificationDef's restrictions."
              .formatted(asset, entity.name(), type.name(), entity.name()));
    }
    if (known == null || !known.validityPeriods().equals(sent.validityPeriods())) {
      ValidityRules.check(type.name(), sent.validityPeriods());
    }
    return new Classification(
        type.name(), asset, attributes(type, sent, known), sent.rules(), sent.validityPeriods());
  }

  private static Map<String, @Nullable Object> attributes(
      ClassificationType type, Classification sent, @Nullable Classification known) {
    Map<String, @Nullable Object> attributes =
        new LinkedHashMap<>(known == null ? Map.of() : known.attributes());
    Faults faults = new Faults();
    sent.attributes()
        .forEach(
            (name, value) -> {
              var attribute = type.attributes().get(name);
              if (value == null) {
                attributes.remove(name);
              } else if (attribute == null) {
                faults.add(type.name() + '.' + name + ": no such attribute");
              } else {
                attributes.put(
                    name, attribute.type().normalize(value, type.name() + '.' + name, faults));
              }
            });
    for (Attribute attribute : type.attributes().values()) {
      if (!attribute.def().isOptional() && !attributes.containsKey(attribute.name())) {
        attribute
            .defaultValue()
            .ifPresentOrElse(
                value -> attributes.put(attribute.name(), value),
                () ->
                    faults.add(
                        "%s.%s: mandatory attribute value missing in type %s"
                            .formatted(type.name(), attribute.name(), type.name())));
      }
    }
    if (!faults.isEmpty()) {
      throw new CatalogException(
          ErrorCode.INVALID_PARAMETERS, "invalid parameters: " + Faults.text(faults.list()));
    }
    return attributes;
  }

  private void become(Draft draft, List<Classification> classifications) {
    Asset old = draft.asset();
    AuditInfo audit = old.audit();
    draft.become(
        new Asset(
            old.ref(),
            old.status(),
            old.incomplete(),
            old.attributes(),
            classifications,
            old.labels(),
            old.customAttributes(),
            old.businessAttributes(),
            new AuditInfo(
                audit.createTime(),
                context.clock().millis(),
                audit.createdBy(),
                context.principal().name(),
                audit.version() + 1)));
  }
}
