package dev.lily.graph.type;

/** Options of definitions that mean something to the catalog; fixed once a type exists. */
final class TypeOptions {
  /** Of an entityDef: "true" where its assets live beside the asset that owns them. */
  static final String LEAF = "lily.leaf";

  /** Of an entityDef: what separates the root's qualifiedName from the leaf's own part. */
  static final String ROOT_DELIMITER = "lily.rootDelimiter";

  /** Of a relationshipDef: its number, 1 to 4095. */
  static final String NUMBER = "lily.number";

  /** Of a relationshipDef: "true" where its edges are lineage though no Process is an end. */
  static final String LINEAGE = "lily.lineage";

  private TypeOptions() {}
}
