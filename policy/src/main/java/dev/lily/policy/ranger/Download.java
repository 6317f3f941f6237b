package dev.lily.policy.ranger;

import java.io.IOException;
import java.io.OutputStream;

/** The answer to a plug-in that names the version it has. */
public sealed interface Download {

  /** The version of the document now. */
  long version();

  /** The plug-in has the version already. */
  record NotModified(long version) implements Download {}

  /**
   * A document that the plug-in does not have, as JSON in UTF-8.
   *
   * @param delta whether it only has what changed
   */
  record Document(long version, byte[] json, boolean delta) implements Download {
    Document(long version, byte[] json) {
      this(version, json, false);
    }
  }

  /** A document that is too large to be kept: JSON in UTF-8, made while it is written. */
  record Stream(long version, Content content) implements Download {}

  /** Writes a document. */
  @FunctionalInterface
  interface Content {
    void write(OutputStream out) throws IOException;
  }
}
