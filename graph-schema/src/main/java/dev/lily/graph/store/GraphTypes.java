package dev.lily.graph.store;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.type.BuiltInModels;
import dev.lily.graph.type.RelationshipDef;
import dev.lily.graph.type.Revision;
import dev.lily.graph.type.TypeChange;
import dev.lily.graph.type.TypeDef;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.graph.type.TypesDef;
import dev.lily.graph.type.TypesDefCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.schema.JanusGraphManagement;

/**
 * The type system kept in the graph: one record per change, replayed at start, so that a change
 * writes only what it changes; and an edge label for every relationshipDef.
 */
final class GraphTypes implements TypeCatalog {
  private static final byte PUT = 'P';
  private static final byte REMOVE = 'R';

  private final GraphAccess access;
  private final GraphWriter writer;
  private final TypeUsage usage;
  private final Set<String> builtIn = BuiltInModels.names();
  private final List<Consumer<TypeRegistry>> listeners = new CopyOnWriteArrayList<>();
  private long changes;
  private volatile TypeRegistry registry;

  GraphTypes(GraphAccess access, GraphWriter writer, TypeUsage usage) {
    this.access = access;
    this.writer = writer;
    this.usage = usage;
    this.registry = load();
  }

  @Override
  public TypeRegistry types() {
    return registry;
  }

  @Override
  public synchronized TypesDef create(RequestContext context, TypesDef types) {
    return put(registry.create(types, revision(context)));
  }

  @Override
  public synchronized TypesDef update(RequestContext context, TypesDef types) {
    return put(registry.update(types, revision(context)));
  }

  @Override
  public synchronized void delete(RequestContext context, Collection<String> names) {
    for (String name : names) {
      if (builtIn.contains(name)) {
        throw new CatalogException(ErrorCode.SYSTEM_TYPE, name + " is a System-type");
      }
    }
    TypeRegistry next = registry.delete(names, name -> usage.count(registry, name)).registry();
    store(REMOVE, String.join("\n", names).getBytes(StandardCharsets.UTF_8));
    become(next);
  }

  @Override
  public void onChange(Consumer<TypeRegistry> listener) {
    listeners.add(listener);
  }

  private void become(TypeRegistry next) {
    registry = next;
    listeners.forEach(listener -> listener.accept(next));
  }

  private static Revision revision(RequestContext context) {
    return new Revision(context.principal().name(), context.clock().millis());
  }

  private TypesDef put(TypeChange change) {
    makeLabels(change.types());
    store(PUT, TypesDefCodec.encode(change.types()));
    become(change.registry());
    return change.types();
  }

  private void makeLabels(TypesDef types) {
    List<String> names = types.relationshipDefs().stream().map(RelationshipDef::name).toList();
    JanusGraphManagement management = access.graph().openManagement();
    try {
      for (String name : names) {
        if (!management.containsRelationType(name)) {
          management.makeEdgeLabel(name).make();
        }
      }
      management.commit();
    } finally {
      if (management.isOpen()) {
        management.rollback();
      }
    }
  }

  private void store(byte kind, byte[] content) {
    byte[] entry = new byte[content.length + 1];
    entry[0] = kind;
    System.arraycopy(content, 0, entry, 1, content.length);
    long number = changes + 1;
    writer.write(
        new GraphWriter.Work<Long>() {
          @Override
          public Long run(WriteScope scope) {
            access.records().write(scope.transaction(), Records.TYPES + number, entry);
            access.records().writeNumber(scope.transaction(), Records.TYPE_COUNT, number);
            return number;
          }

          @Override
          public int weight() {
            return 1;
          }
        });
    changes = number;
  }

  private TypeRegistry load() {
    Map<String, TypeDef> byName = new LinkedHashMap<>();
    JanusGraphTransaction transaction = access.graph().buildTransaction().readOnly().start();
    try {
      changes = access.records().readNumber(transaction, Records.TYPE_COUNT);
      for (long number = 1; number <= changes; number++) {
        byte[] entry = access.records().read(transaction, Records.TYPES + number);
        byte[] content = Arrays.copyOfRange(entry, 1, entry.length);
        if (entry[0] == PUT) {
          TypesDefCodec.decode(content).all().forEach(def -> byName.put(def.name(), def));
        } else {
          new String(content, StandardCharsets.UTF_8).lines().forEach(byName::remove);
        }
      }
    } finally {
      transaction.rollback();
    }
    return TypeRegistry.of(TypesDef.of(byName.values()));
  }
}
