package dev.lily.policy.ranger;

import java.util.Properties;
import org.apache.ranger.authorization.hadoop.config.RangerPluginConfig;
import org.apache.ranger.plugin.policyengine.RangerPluginContext;
import org.apache.ranger.plugin.policyengine.RangerPolicyEngineOptions;
import org.apache.ranger.plugin.service.RangerAuthContext;
import org.apache.ranger.plugin.util.RangerRoles;

/** Settings under which Ranger's engine runs inside of Lily: nothing is fetched, no threads. */
final class RangerConfigs {
  private static final String APP_ID = "lily";

  private RangerConfigs() {}

  static RangerPluginContext context(String serviceType, String serviceName) {
    RangerPluginConfig config =
        new RangerPluginConfig(serviceType, serviceName, APP_ID, new Properties());
    RangerPolicyEngineOptions options = config.getPolicyEngineOptions();
    options.disableContextEnrichers = true;
    options.disablePolicyRefresher = true;
    options.disableTagRetriever = true;
    options.disableUserStoreRetriever = true;
    options.cacheAuditResults = false;
    RangerPluginContext context = new RangerPluginContext(config);
    RangerRoles none = new RangerRoles();
    none.setRoleVersion(1L);
    context.setAuthContext(new RangerAuthContext(null, null, none));
    return context;
  }
}
