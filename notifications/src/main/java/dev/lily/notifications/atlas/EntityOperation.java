package dev.lily.notifications.atlas;

/** Atlas's {@code EntityNotificationV2.OperationType}, without that of relationships. */
enum EntityOperation {
  ENTITY_CREATE,
  ENTITY_UPDATE,
  ENTITY_DELETE,
  CLASSIFICATION_ADD,
  CLASSIFICATION_UPDATE,
  CLASSIFICATION_DELETE
}
