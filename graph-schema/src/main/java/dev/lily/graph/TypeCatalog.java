package dev.lily.graph;

import dev.lily.graph.type.TypeRegistry;
import dev.lily.graph.type.TypesDef;
import java.util.Collection;
import java.util.function.Consumer;

/** The type system: read without waiting, changed one change at a time, durable at return. */
public interface TypeCatalog {

  /** The types as they are now; a snapshot. */
  TypeRegistry types();

  /** Adds types; the answer holds them as they are kept. Refuses names that exist. */
  TypesDef create(RequestContext context, TypesDef types);

  /** Changes types compatibly; a refusal lists everything that would break. */
  TypesDef update(RequestContext context, TypesDef types);

  /** Calls the listener after each change of types, in the changing thread. */
  void onChange(Consumer<TypeRegistry> listener);

  /** Removes types that nothing uses. */
  void delete(RequestContext context, Collection<String> names);
}
