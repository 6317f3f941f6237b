package dev.lily.server.policy;

import static dev.lily.graph.BadRequests.require;
import static dev.lily.server.http.ApiHandler.taking;

import dev.lily.graph.TenantId;
import dev.lily.policy.access.Action;
import dev.lily.policy.binding.ServiceStore;
import dev.lily.policy.ranger.RangerExport;
import dev.lily.policy.ranger.RangerImport;
import dev.lily.server.http.Access;
import dev.lily.server.http.ApiRequest;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.RouteModule;
import dev.lily.server.http.Routes;
import java.util.HashMap;
import java.util.Map;

/** Policies from and to Ranger Admin, in the form of its {@code exportPoliciesInJSON}. */
public final class TransferRoutes implements RouteModule {
  private static final String ROOT = "/api/lily/v1/policies";

  private final PolicyEditor editor;
  private final ServiceStore services;
  private final RangerExport export;

  public TransferRoutes(PolicyEditor editor, ServiceStore services, RangerExport export) {
    this.editor = editor;
    this.services = services;
    this.export = export;
  }

  @Override
  public void register(Routes routes) {
    routes.get(
        ROOT + "/export", Access.permitted(Action.READ_POLICY), taking(this::give, "format"));
    routes.post(
        ROOT + "/import",
        Access.permitted(Action.WRITE_POLICY),
        taking(this::take, "format", "dryRun", "services", "force"));
  }

  private ApiResponse give(ApiRequest request) {
    requireRanger(request);
    TenantId tenant = request.context().tenant();
    return ApiResponse.stream("application/json", out -> export.write(tenant, out));
  }

  private ApiResponse take(ApiRequest request) {
    requireRanger(request);
    boolean dryRun = request.query("dryRun", false);
    RangerImport.Result read =
        RangerImport.read(
            request.json(), services.all(request.context().tenant()), renamed(request));
    Imported imported =
        editor.store(request.context(), read.policies(), dryRun, request.query("force", false));
    return ApiResponse.json(imported.report(read, dryRun));
  }

  private static void requireRanger(ApiRequest request) {
    String format = request.query("format").orElse("ranger");
    require(format.equals("ranger"), "format: ranger, not " + format);
  }

  /** {@code old:new,other:another}. */
  private static Map<String, String> renamed(ApiRequest request) {
    Map<String, String> names = new HashMap<>();
    request
        .query("services")
        .filter(text -> !text.isBlank())
        .ifPresent(
            text -> {
              for (String pair : text.split(",", -1)) {
                int colon = pair.indexOf(':');
                require(colon > 0, "services: pairs old:new joined by commas, not " + pair);
                names.put(pair.substring(0, colon).strip(), pair.substring(colon + 1).strip());
              }
            });
    return names;
  }
}
