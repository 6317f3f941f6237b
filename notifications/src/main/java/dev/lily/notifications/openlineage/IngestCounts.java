package dev.lily.notifications.openlineage;

/**
 * What became of the events since the start.
 *
 * @param accepted changed the catalog
 * @param merged were kept for what their run says later, or said nothing to be drawn
 * @param unchanged told what the catalog knew
 * @param deadLettered were refused and put aside
 */
public record IngestCounts(long accepted, long merged, long unchanged, long deadLettered) {}
