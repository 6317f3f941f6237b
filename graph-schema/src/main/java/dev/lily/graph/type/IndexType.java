package dev.lily.graph.type;

/** How an attribute's text is indexed: analysed word by word, or as one string. */
public enum IndexType {
  DEFAULT,
  STRING
}
