package dev.lily.graph.lineage;

import java.io.IOException;

/** Says why a file is no snapshot that can be used, in words that complete "the snapshot ...". */
public final class SnapshotException extends IOException {
  private static final long serialVersionUID = 1;

  public SnapshotException(String reason) {
    super(reason);
  }
}
