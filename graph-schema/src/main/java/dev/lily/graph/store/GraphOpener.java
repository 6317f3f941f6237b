package dev.lily.graph.store;

import static dev.lily.graph.store.GraphKeys.*;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.janusgraph.core.JanusGraph;
import org.janusgraph.core.JanusGraphFactory;
import org.janusgraph.core.PropertyKey;
import org.janusgraph.core.schema.JanusGraphManagement;
import org.janusgraph.core.schema.Mapping;
import org.janusgraph.graphdb.database.StandardJanusGraph;

/** Opens the graph with the settings that were measured to be right, and makes its schema. */
final class GraphOpener {
  private GraphOpener() {}

  static StandardJanusGraph open(StoreSettings settings) {
    Map<String, Object> properties = embeddedDefaults(settings);
    properties.putAll(settings.properties());
    JanusGraphFactory.Builder builder = JanusGraphFactory.build();
    properties.forEach(builder::set);
    StandardJanusGraph graph = (StandardJanusGraph) builder.open();
    makeSchema(graph);
    return graph;
  }

  private static Map<String, Object> embeddedDefaults(StoreSettings settings) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("storage.backend", RowBlockStoreManager.class.getName());
    defaults.put("storage.directory", settings.folder().resolve("graph").toString());
    defaults.put("storage.berkeleyje.isolation-level", "READ_COMMITTED");
    defaults.put("storage.berkeleyje.cache-percentage", 30);
    // An acknowledged write survives kill -9 and power loss.
    defaults.put("storage.berkeleyje.ext.je-txn-durability", "SYNC,NO_SYNC,NONE");
    defaults.put("storage.berkeleyje.ext.je-checkpointer-bytesInterval", "500000000");
    defaults.put("storage.berkeleyje.ext.je-log-fileMax", "104857600");
    // A reader waits for the commit that holds its row; with one writer nobody waits for ever.
    defaults.put("storage.berkeleyje.ext.je-lock-timeout", "60 s");
    defaults.put("storage.parallel-backend-ops", false);
    defaults.put("index.search.backend", SharedReaderLuceneIndex.class.getName());
    defaults.put("index.search.directory", settings.folder().resolve("search").toString());
    defaults.put("graph.set-vertex-id", true);
    defaults.put("graph.unique-instance-id", "lily");
    // After kill -9 our own name is still registered.
    defaults.put("graph.replace-instance-if-exists", true);
    defaults.put("schema.default", "none");
    defaults.put("schema.constraints", false);
    defaults.put("ids.block-size", 1_000_000);
    defaults.put("query.batch.enabled", true);
    defaults.put("cache.db-cache", false);
    return defaults;
  }

  private static void makeSchema(JanusGraph graph) {
    JanusGraphManagement management = graph.openManagement();
    boolean known = management.containsGraphIndex(SEARCH_INDEX);
    if (known && management.containsPropertyKey(FIRST_NAME)) {
      management.rollback();
      return;
    }
    management.makePropertyKey(FIRST_NAME).dataType(String.class).make();
    if (!known) {
      makeSchema(management);
    }
    management.commit();
  }

  private static void makeSchema(JanusGraphManagement management) {
    management.makeVertexLabel(ASSET).make();
    management.makeVertexLabel(ALIAS).make();
    management.makeVertexLabel(RECORD).make();
    for (String key : new String[] {BODY, PROPAGATED, TARGET}) {
      management.makePropertyKey(key).dataType(String.class).make();
    }
    management.makePropertyKey(BYTES).dataType(byte[].class).make();
    var index =
        management
            .buildIndex(SEARCH_INDEX, Vertex.class)
            .addKey(text(management, TENANT), Mapping.STRING.asParameter())
            .addKey(text(management, TYPE_NAME), Mapping.STRING.asParameter())
            .addKey(text(management, QUALIFIED_NAME), Mapping.STRING.asParameter())
            .addKey(text(management, NAME), Mapping.STRING.asParameter())
            .addKey(text(management, STATUS), Mapping.STRING.asParameter())
            .addKey(text(management, OWNER), Mapping.STRING.asParameter())
            .addKey(text(management, TEXT), Mapping.TEXT.asParameter())
            .indexOnly(management.getVertexLabel(ASSET));
    index.buildMixedIndex(SEARCH_BACKEND);
  }

  private static PropertyKey text(JanusGraphManagement management, String name) {
    return management.makePropertyKey(name).dataType(String.class).make();
  }
}
