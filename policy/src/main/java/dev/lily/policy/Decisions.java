package dev.lily.policy;

import java.util.List;

/**
 * Decides about engine resources, from memory and without locks; the same answers that a Ranger
 * plug-in gives with the documents served to it. Safe for many threads. Every method throws {@link
 * dev.lily.graph.CatalogException} NOT_FOUND for a service that the tenant does not have.
 */
public interface Decisions {

  /**
   * Whether the user may access the resource.
   *
   * @param access an access type of the engine, or {@link #ANY_ACCESS}
   * @param reach whether a permission on something inside the resource is enough
   */
  Decision access(Asker asker, EngineResource resource, String access, Reach reach);

  /**
   * Whether the user may access each of the columns of the table, in their order; an empty list of
   * columns asks about the table itself.
   */
  List<Decision> access(
      Asker asker, EngineResource table, List<String> columns, String access, Reach reach);

  /** How the user sees the column. */
  Decision mask(Asker asker, EngineResource table, Column column);

  /** How the user sees each of the columns of the table, in their order. */
  List<Decision> masks(Asker asker, EngineResource table, List<Column> columns);

  /** Which rows of the table the user sees. */
  Decision rowFilter(Asker asker, EngineResource table);

  /** Stands for "any access at all", as when names are listed. */
  String ANY_ACCESS = "_any";

  /** A column as the engine knows it; the type in the engine's words. */
  record Column(String name, String type) {}

  /** How far a permission may lie from the resource. */
  enum Reach {
    SELF,
    SELF_OR_INSIDE
  }
}
