package dev.lily.graph.gremlin;

import static org.apache.tinkerpop.gremlin.process.traversal.AnonymousTraversalSource.traversal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.store.StoreSettings;
import dev.lily.graph.type.TypesDefCodec;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.tinkerpop.gremlin.driver.Client;
import org.apache.tinkerpop.gremlin.driver.Cluster;
import org.apache.tinkerpop.gremlin.driver.RequestOptions;
import org.apache.tinkerpop.gremlin.driver.Result;
import org.apache.tinkerpop.gremlin.driver.remote.DriverRemoteConnection;
import org.apache.tinkerpop.gremlin.process.traversal.P;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.__;
import org.apache.tinkerpop.gremlin.process.traversal.strategy.decoration.SubgraphStrategy;
import org.apache.tinkerpop.gremlin.structure.Edge;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.apache.tinkerpop.gremlin.util.message.RequestMessage;
import org.apache.tinkerpop.gremlin.util.ser.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A real endpoint on a real graph, asked by the real driver. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GremlinEndpointIT {
  private static final int ROWS = 500;

  private GraphCatalog catalog;
  private GremlinEndpoint endpoint;
  private Cluster cluster;
  private Client client;
  private final List<Cluster> clusters = new ArrayList<>();
  private final List<AnsweredQuery> answered = new CopyOnWriteArrayList<>();

  /** Users are called after their tenants; the password is "right"; readers may not query. */
  private static RequestContext admit(
      GremlinLogin login, Optional<String> tenant, String requestId) {
    if (!login.password().equals("right")) {
      throw new CatalogException(ErrorCode.UNAUTHENTICATED, "user or password is wrong");
    }
    if (login.user().equals("reader") || tenant.filter(t -> !t.equals(login.user())).isPresent()) {
      throw new CatalogException(ErrorCode.UNAUTHORIZED_ACCESS, "needs role steward or admin");
    }
    return context(login.user());
  }

  private static RequestContext context(String tenant) {
    return new RequestContext(
        new TenantId(tenant), new Principal(tenant, Set.of(), Set.of()), Clock.systemUTC(), "r-1");
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));
    try (InputStream json = GraphCatalog.class.getResourceAsStream("types.json")) {
      catalog.types().create(context("shop"), TypesDefCodec.decode(json.readAllBytes()));
    }
    create("shop", "sales.orders@cl1", 20);
    create("other", "sales.secrets@cl1", 5);
    List<Guid> created = create("shop", "sales.gone@cl1", 1);
    catalog.delete(context("shop"), created, DeleteMode.HARD);
    endpoint = endpoint(Duration.ofMinutes(2), 2);
    cluster = cluster("shop", "right", Serializers.GRAPHBINARY_V1);
    client = cluster.connect();
  }

  @AfterAll
  void stop() {
    clusters.forEach(Cluster::close);
    endpoint.close();
    catalog.close();
  }

  @Test
  void countsTheAssetsOfTheTenantAndNothingElse() {
    assertThat(ask("g.V().count()")).containsExactly(21L);
    assertThat(ask("g.V().label().dedup()")).containsExactly("asset");
    assertThat(ask("g.V().hasLabel('record')")).isEmpty();
    assertThat(ask("g.V().has('bytes')")).isEmpty();
    assertThat(ask("g.E().count()")).containsExactly(20L);
  }

  @Test
  void walksAlongRelationships() {
    String table = "g.V().has('qualifiedName', 'sales.orders@cl1')";

    assertThat(ask(table + ".out('table_columns').count()")).containsExactly(20L);
    assertThat(ask(table + ".out().in().dedup().values('name')")).containsExactly("orders");
    assertThat(ask(table + ".outE().inV().has('name', 'c7').values('qualifiedName')"))
        .containsExactly("sales.orders.c7@cl1");
    assertThat(ask(table + ".repeat(out()).emit().path().by('name').count()")).containsExactly(20L);
  }

  @Test
  void anotherTenantIsInvisible() {
    long theirs = idOf("other", "sales.secrets@cl1");

    assertThat(ask("g.V().has('qualifiedName', 'sales.secrets@cl1')")).isEmpty();
    assertThat(ask("g.V().has('tenant', 'other')")).isEmpty();
    assertThat(ask("g.V(" + theirs + "L)")).isEmpty();
    assertThat(ask("g.V().hasId(" + theirs + "L)")).isEmpty();
    assertThat(ask("g.V().limit(1).V(" + theirs + "L)")).isEmpty();
    assertThat(ask("g.V().or(has('tenant', 'other'), hasLabel('record'))")).isEmpty();
    assertThat(ask("g.V().not(has('tenant', 'shop'))")).isEmpty();
    assertThat(ask("g.V().values('tenant').dedup()")).containsExactly("shop");
  }

  @Test
  void aTenantIsATraversalSource() {
    assertThat(rows(client.alias("shop").submit("g.V().count()"))).containsExactly(21L);
    assertThatThrownBy(() -> rows(client.alias("other").submit("g.V().count()")))
        .hasMessageContaining("needs role");
  }

  @Test
  void takesBytecodeOfAnyDriver() throws Exception {
    GraphTraversalSource g = traversal().withRemote(DriverRemoteConnection.using(cluster, "g"));

    Vertex table = g.V().has("qualifiedName", "sales.orders@cl1").next();
    assertThat(table.label()).isEqualTo("asset");
    assertThat(table.<String>value("name")).isEqualTo("orders");
    Edge edge = g.V(table.id()).outE("table_columns").limit(1).next();
    assertThat(edge.outVertex().id()).isEqualTo(table.id());
    assertThat(g.E(edge.id()).count().next()).isEqualTo(1);
    assertThat(g.V().where(__.in().has("name", P.eq("orders"))).count().next()).isEqualTo(20);
    assertThatThrownBy(() -> unconfined(g).V().count().next())
        .hasMessageContaining("withoutStrategies");
    assertThatThrownBy(() -> g.addV("asset").next()).hasMessageContaining("addV");
    assertThatThrownBy(() -> g.tx().<GraphTraversalSource>begin().V().next())
        .isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"GRAPHBINARY_V1", "GRAPHSON_V3"})
  void speaksBothFormats(Serializers format) {
    Client asking = cluster("shop", "right", format).connect();
    assertThat(rows(asking.submit("g.V().has('name', 'orders')")))
        .singleElement()
        .isInstanceOf(Vertex.class);
    assertThat(rows(asking.submit("g.E().limit(1)"))).singleElement().isInstanceOf(Edge.class);
    assertThat(rows(asking.submit("g.V().has('name', 'c1').valueMap('name')")))
        .containsExactly(Map.of("name", List.of("c1")));
    assertThat(rows(asking.submit("g.V().groupCount().by('typeName')")))
        .containsExactly(Map.of("table", 1L, "column", 20L));
    assertThat(rows(asking.submit("g.V().has('name', 'c1').properties('name')"))).hasSize(1);
    assertThat(rows(asking.submit("g.V().has('name', 'c1').in().path()"))).hasSize(1);
  }

  @Test
  void refusesToWrite() {
    refused("g.addV('asset')", "addV()");
    refused("g.V().property('name', 'x')", "property()");
    refused("g.V().drop()", "drop()");
    assertThat(ask("g.V().count()")).containsExactly(21L);
  }

  @Test
  void refusesCode() {
    RequestOptions groovy = RequestOptions.build().language("gremlin-groovy").create();

    assertThatThrownBy(
            () -> rows(client.submit("java.lang.System.getProperty('user.dir')", groovy)))
        .hasMessageContaining("gremlin-groovy is not available");
    refused("java.lang.System.getProperty('user.dir')", "no Gremlin");
    refused("g.io('/tmp/lily').write().iterate()", "not available");
  }

  @Test
  void refusesSessionsAndOtherOperations() {
    Client session = cluster.connect("s-1");
    assertThatThrownBy(() -> rows(session.submit("g.V()"))).hasMessageContaining("sessions");
    RequestMessage.Builder keys =
        RequestMessage.build("keys").processor("traversal").addArg("sideEffect", "x");
    assertThatThrownBy(() -> rows(client.submitAsync(keys.create()).join()))
        .hasMessageContaining("'keys' is not available");
  }

  @Test
  void refusesWhoIsNotKnown() {
    Client wrong = cluster("shop", "wrong", Serializers.GRAPHBINARY_V1).connect();
    assertThatThrownBy(() -> rows(wrong.submit("g.V()")))
        .hasStackTraceContaining("user or password is wrong");

    Cluster nobody = Cluster.build("127.0.0.1").port(endpoint.port()).create();
    clusters.add(nobody);
    assertThatThrownBy(() -> rows(nobody.connect().submit("g.V()")))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void refusesAReader() {
    Client reader = cluster("reader", "right", Serializers.GRAPHBINARY_V1).connect();

    assertThatThrownBy(() -> rows(reader.submit("g.V()")))
        .hasStackTraceContaining("needs role steward");
  }

  @ParameterizedTest
  @MethodSource("endless")
  void endsWhatTakesTooLong(String query) {
    try (GremlinEndpoint hasty = endpoint(Duration.ofMillis(300), 1);
        GremlinClient asking = client(hasty)) {
      assertThatThrownBy(() -> asking.query(query)).hasMessageContaining("longer than 300 ms");
    }
    // Closing waits for the one thread, so it has come to its end; nothing that it read is broken.
    assertThat(ask("g.V().count()")).containsExactly(21L);
    assertThat(answered)
        .last()
        .extracting(AnsweredQuery::outcome)
        .isEqualTo(GremlinOutcome.ANSWERED);
  }

  /** Without {@code both()} but in paths: how many traversers are one overflows, and they end. */
  static List<String> endless() {
    return List.of(
        "g.V().repeat(identity()).until(has('name', 'never')).count()",
        "g.V().repeat(both()).until(has('name', 'never')).path()",
        "g.inject(1).repeat(identity()).until(is(2))",
        "g.inject(1).union(repeat(constant(2)).until(is(3)), constant(4)).fold()",
        "g.V().where(repeat(identity()).until(has('name', 'never')))",
        "g.V().order().by(repeat(identity()).until(has('name', 'never')).count())");
  }

  @Test
  void refusesTooManyRowsAndTooBigMessages() {
    refused("g.V().union(" + "identity(),".repeat(30) + "identity())", "more than 500 rows");
    assertThatThrownBy(() -> ask("g.V().has('name', '" + "x".repeat(70_000) + "')"))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void reportsEveryQueryOnce() {
    answered.clear();
    ask("g.V().limit(3)");
    refused("g.V().drop()", "drop()");

    assertThat(answered)
        .extracting(AnsweredQuery::outcome, AnsweredQuery::principal, AnsweredQuery::rows)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(GremlinOutcome.ANSWERED, "shop", 3),
            org.assertj.core.groups.Tuple.tuple(GremlinOutcome.REFUSED, "shop", 0));
  }

  @Test
  void ourOwnClientGivesPlainValues() {
    try (GremlinClient own = client(endpoint)) {
      assertThat(
              own.query(
                  "g.V().has('name', 'orders').project('n', 'c').by('name').by(out().count())"))
          .containsExactly(Map.of("n", "orders", "c", 20L));
      assertThatThrownBy(() -> own.query("g.V().drop()"))
          .isInstanceOf(CatalogException.class)
          .hasMessageContaining("drop() is not available");
    }
  }

  @Test
  void saysThatAPortIsTaken() {
    GremlinOptions same =
        new GremlinOptions("127.0.0.1", endpoint.port(), Duration.ofSeconds(1), 1024, 1, 1, 1);

    assertThatThrownBy(
            () ->
                GremlinEndpoint.start(
                    same,
                    context -> catalog.traversal(context.tenant()),
                    GremlinEndpointIT::admit,
                    answered::add))
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("lily.gremlin.port");
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // varargs of a generic class
  private static GraphTraversalSource unconfined(GraphTraversalSource g) {
    return g.withoutStrategies(SubgraphStrategy.class);
  }

  private GremlinEndpoint endpoint(Duration timeout, int concurrent) {
    GremlinOptions options =
        new GremlinOptions("127.0.0.1", 0, timeout, 65_536, 16, ROWS, concurrent);
    return GremlinEndpoint.start(
        options,
        context -> catalog.traversal(context.tenant()),
        GremlinEndpointIT::admit,
        answered::add);
  }

  private static GremlinClient client(GremlinEndpoint endpoint) {
    return GremlinClient.of("127.0.0.1", endpoint.port(), "shop", "right", Optional.empty());
  }

  private void refused(String script, String why) {
    assertThatThrownBy(() -> ask(script)).hasStackTraceContaining(why);
  }

  private List<Object> ask(String script) {
    return rows(client.submit(script));
  }

  private static List<Object> rows(Iterable<Result> results) {
    List<Object> rows = new ArrayList<>();
    results.forEach(result -> rows.add(result.getObject()));
    return rows;
  }

  private Cluster cluster(String user, String password, Serializers format) {
    Cluster cluster =
        Cluster.build("127.0.0.1")
            .port(endpoint.port())
            .credentials(user, password)
            .serializer(format)
            .minConnectionPoolSize(1)
            .maxConnectionPoolSize(1)
            .maxWaitForConnection(5_000)
            .create();
    clusters.add(cluster);
    return cluster;
  }

  private long idOf(String tenant, String qualifiedName) {
    GraphTraversalSource g = catalog.traversal(new TenantId(tenant));
    try {
      return (Long) g.V().has("qualifiedName", qualifiedName).id().next();
    } finally {
      g.getGraph().tx().rollback();
    }
  }

  private List<Guid> create(String tenant, String table, int columns) {
    List<Object> references = new ArrayList<>();
    List<AssetInput> inputs = new ArrayList<>();
    IntStream.range(0, columns)
        .forEach(
            i -> {
              String guid = String.valueOf(-2 - i);
              references.add(Map.of("guid", guid, "typeName", "column"));
              String name = table.replace("@", ".c" + i + "@");
              inputs.add(
                  new AssetInput(
                      guid,
                      "column",
                      Map.of("qualifiedName", name, "name", "c" + i),
                      Map.of("table", Map.of("guid", "-1"))));
            });
    String name = table.substring(table.indexOf('.') + 1, table.indexOf('@'));
    inputs.add(
        0,
        new AssetInput(
            "-1",
            "table",
            Map.of("qualifiedName", table, "name", name),
            Map.of("columns", references)));
    return List.copyOf(
        catalog.apply(context(tenant), new AssetBatch(inputs, false)).guidAssignments().values());
  }
}
