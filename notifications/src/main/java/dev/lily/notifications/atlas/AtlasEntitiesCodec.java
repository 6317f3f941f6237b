package dev.lily.notifications.atlas;

import dev.lily.graph.asset.Classification;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.ClassificationChange;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Operation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Change events as the messages of Atlas's topic ATLAS_ENTITIES (EntityNotificationV2 of Apache
 * Atlas 2.4 and later), one per asset and operation. For one thread.
 *
 * <p>An event makes at most one message about the asset itself (none if only its classifications
 * changed) and one for each sort of classification change; each carries all classifications that
 * hold after the event. Atlas has no notion of purging: a purged asset is a deleted one.
 */
public final class AtlasEntitiesCodec {

  /** What Atlas sends of every type: its unique attribute and what its consumers look for. */
  public static final List<String> ATTRIBUTES =
      List.of("owner", "createTime", "qualifiedName", "clusterName", "name", "description");

  private final CurrentClassifications current;
  private final NotificationWriter writer;
  private final NotificationSplitter splitter;

  /**
   * A codec.
   *
   * @param attributes the names of the attributes to send, by type name
   */
  public AtlasEntitiesCodec(
      CurrentClassifications current,
      Function<String, List<String>> attributes,
      Sender sender,
      Clock clock) {
    this.current = current;
    this.writer = new NotificationWriter(attributes, sender, clock);
    this.splitter = new NotificationSplitter();
  }

  /** The messages of an event, in the order in which they are to be sent. */
  public List<byte[]> encode(ChangeEvent event) {
    List<Classification> classifications = ClassificationList.after(event, current);
    List<byte[]> messages = new ArrayList<>(1);
    for (EntityOperation operation : operations(event)) {
      messages.addAll(splitter.split(writer.write(event, classifications, operation)));
    }
    return messages;
  }

  private static List<EntityOperation> operations(ChangeEvent event) {
    List<EntityOperation> operations = new ArrayList<>(1);
    if (event.kind() == Kind.DELETED || event.kind() == Kind.PURGED) {
      return List.of(EntityOperation.ENTITY_DELETE);
    }
    if (event.kind() == Kind.CREATED) {
      operations.add(EntityOperation.ENTITY_CREATE);
    } else if (!isAboutClassificationsOnly(event)) {
      operations.add(EntityOperation.ENTITY_UPDATE);
    }
    addIf(has(event, Operation.ADDED), EntityOperation.CLASSIFICATION_ADD, operations);
    addIf(has(event, Operation.UPDATED), EntityOperation.CLASSIFICATION_UPDATE, operations);
    addIf(has(event, Operation.REMOVED), EntityOperation.CLASSIFICATION_DELETE, operations);
    return operations;
  }

  private static void addIf(
      boolean happened, EntityOperation operation, List<EntityOperation> operations) {
    if (happened) {
      operations.add(operation);
    }
  }

  private static boolean isAboutClassificationsOnly(ChangeEvent event) {
    return event.attributes().isEmpty()
        && event.relationships().isEmpty()
        && !event.classifications().isEmpty();
  }

  private static boolean has(ChangeEvent event, Operation operation) {
    for (ClassificationChange change : event.classifications()) {
      if (change.operation() == operation) {
        return true;
      }
    }
    return false;
  }
}
