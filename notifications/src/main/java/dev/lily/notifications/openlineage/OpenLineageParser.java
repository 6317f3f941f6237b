package dev.lily.notifications.openlineage;

import java.util.List;

/** Reads OpenLineage events from JSON in UTF-8. Safe for many threads. */
public final class OpenLineageParser {
  private final OpenLineageLimits limits;
  private final EventTree tree;

  public OpenLineageParser(OpenLineageLimits limits) {
    this.limits = limits;
    this.tree = new EventTree(limits);
  }

  /**
   * The event. Unknown facets and properties are ignored, and so is an absent schemaURL.
   *
   * @throws OpenLineageFault where it breaks the specification or a limit
   */
  public LineageEvent parse(byte[] event) {
    return new EventReader(limits).read(JsonCursor.root(tree.read(event)));
  }

  /**
   * The events of a JSON array, each as the bytes it was sent in; they are not checked yet.
   *
   * @throws OpenLineageFault where it is no JSON array or has too many events
   */
  public List<byte[]> split(byte[] batch) {
    return tree.split(batch);
  }
}
