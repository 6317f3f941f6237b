package dev.lily.graph.store;

/** The names in the graph, as Gremlin users see them. */
final class GraphKeys {
  /** Vertex labels. */
  static final String ASSET = "asset";

  static final String ALIAS = "alias";
  static final String RECORD = "record";

  /** Properties of assets. */
  static final String TENANT = "tenant";

  static final String TYPE_NAME = "typeName";
  static final String QUALIFIED_NAME = "qualifiedName";
  static final String NAME = "name";
  static final String STATUS = "status";
  static final String OWNER = "owner";
  static final String TEXT = "text";
  static final String BODY = "body";
  static final String PROPAGATED = "propagated";

  /** Property of renamed assets: the name that they were made with. */
  static final String FIRST_NAME = "firstName";

  /** Property of aliases: the guid of the asset that is meant. */
  static final String TARGET = "target";

  /** Property of records: the bytes kept there. */
  static final String BYTES = "bytes";

  static final String SEARCH_INDEX = "assets";
  static final String SEARCH_BACKEND = "search";

  private GraphKeys() {}
}
