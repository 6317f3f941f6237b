package dev.lily.graph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.ClassificationUpdate;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagatedUpdate;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipInput;
import dev.lily.graph.rule.Aspect;
import dev.lily.graph.rule.RuleAsset;
import dev.lily.graph.store.GraphScan.Link;
import dev.lily.graph.store.GraphScan.Scanned;
import dev.lily.graph.type.TypesDefCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.janusgraph.graphdb.database.StandardJanusGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cells that are read by themselves say what the elements of the graph say. */
final class GraphScanIT {
  private static final int COLUMNS = 300;
  private static final List<TenantId> TENANTS = List.of(TenantId.DEFAULT, new TenantId("other"));
  private static final String TYPES =
      """
      {"entityDefs": [{"name": "lily_propagation_rules", "superTypes": ["Asset"], "attributeDefs": []}],
       "relationshipDefs": [
        {"name": "derives", "relationshipCategory": "ASSOCIATION", "propagateTags": "ONE_TO_TWO",
         "attributeDefs": [{"name": "note", "typeName": "string", "isOptional": true}],
         "endDef1": {"type": "DataSet", "name": "sources", "cardinality": "SET"},
         "endDef2": {"type": "DataSet", "name": "targets", "cardinality": "SET"}}]}
      """;

  @TempDir private Path folder;

  private static RequestContext context(TenantId tenant) {
    Principal principal = new Principal("etl", Set.of(), Set.of());
    return new RequestContext(tenant, principal, Clock.systemUTC(), "r-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "berkeleyje", "inmemory"})
  void readsWhatTheElementsSay(String backend) throws IOException {
    try (GraphCatalog catalog = open(backend)) {
      TENANTS.forEach(tenant -> fill(catalog, tenant));
      compare(catalog);
      TENANTS.forEach(tenant -> change(catalog, tenant));
      compare(catalog);
    }
  }

  @Test
  void aFaultOfWhoTakesEndsTheReading() throws IOException {
    try (GraphCatalog catalog = open("")) {
      fill(catalog, TenantId.DEFAULT);
      GraphScan.Taker taker =
          new Read() {
            @Override
            public void asset(Scanned asset) {
              throw new IllegalStateException("enough");
            }
          };
      assertThatThrownBy(() -> catalog.scan().read(any -> true, taker)).hasMessage("enough");
      compare(catalog);
    }
  }

  private GraphCatalog open(String backend) throws IOException {
    Map<String, String> properties =
        backend.isEmpty() ? Map.of() : Map.of("storage.backend", backend);
    GraphCatalog catalog = GraphCatalog.open(new StoreSettings(folder, properties, 1 << 20));
    try (InputStream json = GraphCatalogIT.class.getResourceAsStream("types.json")) {
      catalog.types().create(context(TenantId.DEFAULT), TypesDefCodec.decode(json.readAllBytes()));
    }
    byte[] more = TYPES.getBytes(StandardCharsets.UTF_8);
    catalog.types().create(context(TenantId.DEFAULT), TypesDefCodec.decode(more));
    return catalog;
  }

  /** A table whose edges do not fit into one record, a small one, and what derives from what. */
  private static void fill(GraphCatalog catalog, TenantId tenant) {
    table(catalog, tenant, "wide", COLUMNS);
    table(catalog, tenant, "small", 3);
    table(catalog, tenant, "lone", 0);
    List<RelationshipInput> edges = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      edges.add(derives(column("wide", i), column("small", i % 3), i % 2 == 0 ? "n" + i : ""));
    }
    edges.add(derives(column("small", 0), column("small", 0), "itself"));
    edges.add(derives(column("small", 0), column("wide", 5), ""));
    catalog.apply(
        context(tenant), new AssetBatch(List.of(), edges, List.of(), List.of(), Map.of(), false));
    tag(catalog, tenant, column("wide", 7));
    Guid origin = guid(catalog, tenant, column("wide", 7));
    catalog.materialise(
        context(tenant),
        List.of(
            new PropagatedUpdate(
                guid(catalog, tenant, column("small", 1)),
                List.of(new Classification("PII", origin)),
                List.of())));
  }

  private static void table(GraphCatalog catalog, TenantId tenant, String name, int columns) {
    List<AssetInput> inputs = new ArrayList<>();
    inputs.add(
        new AssetInput(
            "-1",
            "table",
            Map.of("qualifiedName", name, "name", name, "owner", "ann", "description", " "),
            Map.of(),
            Optional.empty(),
            Optional.of(Set.of("gold")),
            Optional.of(name.equals("small") ? Map.of("certificateStatus", "DRAFT") : Map.of()),
            Map.of()));
    for (int i = 0; i < columns; i++) {
      Map<String, Object> values = new HashMap<>(Map.of("qualifiedName", name + ".c" + i));
      values.put("name", "c" + i);
      if (i % 3 == 0) {
        values.put("dataType", "int");
      }
      inputs.add(new AssetInput("", "column", values, Map.of("table", Map.of("guid", "-1"))));
    }
    catalog.apply(context(tenant), new AssetBatch(inputs, false));
  }

  private static AssetKey column(String table, int number) {
    return new AssetKey("column", table + ".c" + number);
  }

  private static RelationshipInput derives(AssetKey from, AssetKey to, String note) {
    return new RelationshipInput(
        "derives", from, to, note.isEmpty() ? Map.of() : Map.of("note", note));
  }

  private static void tag(GraphCatalog catalog, TenantId tenant, AssetKey key) {
    Guid asset = guid(catalog, tenant, key);
    catalog.classify(
        context(tenant),
        List.of(
            new ClassificationUpdate(
                asset,
                ClassificationUpdate.Operation.ADD,
                List.of(new Classification("PII", asset)))));
  }

  private static Guid guid(GraphCatalog catalog, TenantId tenant, AssetKey key) {
    return catalog.find(context(tenant), key).orElseThrow().guid();
  }

  /** Renames, deletes and purges, with edges and without. */
  private static void change(GraphCatalog catalog, TenantId tenant) {
    RequestContext context = context(tenant);
    for (AssetKey key : List.of(column("wide", 9), column("small", 2))) {
      catalog.apply(
          context,
          new AssetBatch(
              List.of(
                  new AssetInput(
                      guid(catalog, tenant, key).toString(),
                      key.typeName(),
                      Map.of("qualifiedName", key.qualifiedName() + "_renamed"),
                      Map.of())),
              false));
    }
    catalog.apply(
        context,
        new AssetBatch(
            List.of(),
            List.of(),
            List.of(derives(column("wide", 4), column("small", 1), "")),
            List.of(),
            Map.of(),
            false));
    catalog.delete(context, List.of(guid(catalog, tenant, column("wide", 7))), DeleteMode.SOFT);
    catalog.delete(context, List.of(guid(catalog, tenant, column("wide", 20))), DeleteMode.SOFT);
    catalog.delete(context, List.of(guid(catalog, tenant, column("wide", 30))), DeleteMode.HARD);
  }

  private static void compare(GraphCatalog catalog) {
    compare(catalog, Set.of("table_columns", "derives"));
    compare(catalog, Set.of("derives"));
    compare(catalog, Set.of());
  }

  private static void compare(GraphCatalog catalog, Set<String> types) {
    Read read = new Read();
    catalog.scan().read(type -> types.contains(type.name()), read);

    Read expected = elements(catalog, types);
    assertThat(read.assets).isEqualTo(expected.assets);
    assertThat(read.links).containsExactlyInAnyOrderElementsOf(expected.links);
    List<Link> named = new ArrayList<>();
    catalog
        .scan()
        .relationships(
            type -> types.contains(type.name()),
            (tenant, relationship) -> named.add(link(catalog, relationship)));
    assertThat(named).containsExactlyInAnyOrderElementsOf(expected.links);
  }

  private static Link link(GraphCatalog catalog, Relationship relationship) {
    return new Link(
        catalog.types().types().findRelationshipType(relationship.typeName()).orElseThrow(),
        relationship.end1().guid(),
        relationship.end2().guid(),
        relationship.propagateTags(),
        relationship.blockedPropagatedClassifications(),
        relationship.attributes());
  }

  /** The same by way of JanusGraph's vertices and edges. */
  private static Read elements(GraphCatalog catalog, Set<String> types) {
    Read read = new Read();
    List<Relationship> outgoing = new ArrayList<>();
    GraphAccess access =
        GraphAccess.of((StandardJanusGraph) catalog.graph(), Addresses.KeyHash.MURMUR, 0);
    access.count(
        row -> {
          Asset asset = access.rows().asset(row);
          List<RelationshipRows.Edge> edges =
              access.relationships().of(catalog.types().types(), row, Direction.BOTH).stream()
                  .filter(edge -> types.contains(edge.type().name()) && edge.isActive())
                  .toList();
          String written = row.values().get(GraphKeys.PROPAGATED);
          Scanned scanned =
              new Scanned(
                  row.tenant(),
                  asset.ref(),
                  asset.status() != AssetStatus.ACTIVE,
                  asset.classifications(),
                  asset.certificate(),
                  Aspect.allOf(asset),
                  RuleAsset.rulesOf(asset),
                  written == null ? List.of() : List.of(written.split("\n", -1)));
          if (!edges.isEmpty() || !scanned.isPlain()) {
            read.asset(scanned);
          }
          edges.stream()
              .map(RelationshipRows.Edge::relationship)
              .filter(edge -> edge.end1().guid().equals(asset.guid()))
              .distinct()
              .forEach(outgoing::add);
          return false;
        });
    outgoing.forEach(edge -> read.link(TenantId.DEFAULT, link(catalog, edge)));
    return read;
  }

  private static class Read implements GraphScan.Taker {
    final Map<Guid, Scanned> assets = new HashMap<>();
    final List<Link> links = new ArrayList<>();

    @Override
    public void asset(Scanned asset) {
      assertThat(assets.put(asset.ref().guid(), asset)).isNull();
    }

    @Override
    public void link(TenantId tenant, Link link) {
      assertThat(assets).containsKeys(link.end1(), link.end2());
      links.add(link);
    }
  }
}
