package dev.lily.policy.ranger;

/** The answer to a plug-in that names the version it has. */
public sealed interface Download {

  /** The version of the document now. */
  long version();

  /** The plug-in has the version already. */
  record NotModified(long version) implements Download {}

  /** A document that the plug-in does not have, as JSON in UTF-8. */
  record Document(long version, byte[] json) implements Download {}
}
