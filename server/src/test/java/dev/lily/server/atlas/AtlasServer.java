package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.change.Outbox;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.sight.AssetGuards;
import dev.lily.graph.store.GraphCatalog;
import dev.lily.graph.store.StoreSettings;
import dev.lily.graph.type.BuiltInModels;
import dev.lily.graph.type.Revision;
import dev.lily.graph.type.TypesDef;
import dev.lily.notifications.log.ConsumedEvent;
import dev.lily.notifications.propagation.IndexFollower;
import dev.lily.notifications.propagation.StoredAspects;
import dev.lily.policy.access.Authorizer;
import dev.lily.server.http.Callers;
import dev.lily.server.http.Claims;
import dev.lily.server.http.HttpServer;
import dev.lily.server.http.HttpServerOptions;
import dev.lily.server.http.Routes;
import dev.lily.server.propagation.TypeForecast;
import dev.lily.server.saved.SavedSearches;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** A server of the Atlas routes alone, whose classification index follows the outbox directly. */
final class AtlasServer implements AutoCloseable {
  private static final int READ = 1000;

  private final GraphCatalog catalog;
  private final ClassificationIndex index = new ClassificationIndex();
  private final IndexFollower follower;
  private final HttpServer http;
  private long read;

  AtlasServer(Path folder) {
    this(folder, false);
  }

  AtlasServer(Path folder, boolean createShells) {
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));
    follower =
        new IndexFollower(
            index, catalog.types(), new StoredAspects(catalog, Clock.systemUTC()), delta -> {});
    TypesDef models =
        BuiltInModels.install(catalog.types().types(), new Revision("test", 1)).types();
    catalog.types().create(context("admin", "start"), models);
    AtlasServices services =
        new AtlasServices(
            catalog,
            catalog,
            catalog,
            catalog.types(),
            catalog.search(),
            index,
            AssetGuards.OPEN,
            this::follow,
            new TypeForecast(catalog, index, timeout -> follow(catalog.outbox().head())),
            AtlasLimits.STANDARD,
            createShells);
    http =
        HttpServer.start(
            new HttpServerOptions("127.0.0.1", 0, 16, 1 << 24, Duration.ofSeconds(2)),
            Routes.of(
                List.of(
                    new AtlasRoutes(
                        services, new SavedSearches(folder.resolve("saved-searches"))))),
            new RoleCallers(),
            new Authorizer(),
            request -> {});
  }

  String address() {
    return "http://127.0.0.1:" + http.port();
  }

  private synchronized Followed follow(long position) {
    while (read < position) {
      for (Outbox.Entry entry : catalog.outbox().read(read, READ)) {
        follower.handle(
            entry.messages().stream()
                .map(message -> ChangeEventCodec.decode(message.value()))
                .map(event -> new ConsumedEvent(event, 0, event.position(), 0))
                .toList());
        read = entry.position();
      }
    }
    return new Followed(read, read < position);
  }

  private static RequestContext context(String name, String requestId) {
    Principal principal = new Principal(name, Set.of(), Set.of(name));
    return new RequestContext(TenantId.DEFAULT, principal, Clock.systemUTC(), requestId);
  }

  /** Basic authentication in which the user's name is its role. */
  private static final class RoleCallers implements Callers {
    @Override
    public RequestContext identify(Claims claims) {
      String authorization =
          claims
              .authorization()
              .filter(text -> text.startsWith("Basic "))
              .orElseThrow(() -> new CatalogException(ErrorCode.UNAUTHENTICATED, "who are you?"));
      String user = text(authorization.substring(6));
      return context(user.substring(0, user.indexOf(':')), claims.requestId());
    }

    private static String text(String base64) {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @Override
    public RequestContext anonymous(Claims claims) {
      return context("anonymous", claims.requestId());
    }
  }

  @Override
  public void close() {
    http.close();
    catalog.close();
  }
}
