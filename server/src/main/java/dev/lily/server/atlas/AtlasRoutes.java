package dev.lily.server.atlas;

import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import dev.lily.server.saved.SavedSearches;
import java.util.List;

/** All routes of the Atlas API. */
public final class AtlasRoutes implements RouteModule {
  static final String PREFIX = "/api/atlas/v2";

  private final List<RouteModule> modules;

  public AtlasRoutes(AtlasServices services, SavedSearches saved) {
    EntityFinder finder = new EntityFinder(services);
    EntityAnswers answers = new EntityAnswers(services);
    SearchRoutes search = new SearchRoutes(services, answers);
    modules =
        List.of(
            new TypeRoutes(services.types(), services.classifications(), services.typeEffects()),
            new EntityReadRoutes(services, finder, answers),
            new EntityWriteRoutes(services, finder, answers),
            new EntityDeleteRoutes(services, finder, answers),
            new ClassificationRoutes(services, finder, answers),
            new ClassificationBulkRoutes(services, finder),
            new RelationshipRoutes(services, finder, answers),
            new LabelRoutes(services, finder),
            new BusinessMetadataRoutes(services, finder),
            new LineageRoutes(services, finder, answers),
            search,
            new SavedSearchRoutes(search, saved));
  }

  @Override
  public void register(Routes routes) {
    modules.forEach(module -> module.register(routes));
  }
}
