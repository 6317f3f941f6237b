package dev.lily.policy.ranger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.ranger.authorization.hadoop.config.RangerPluginConfig;
import org.apache.ranger.plugin.policyengine.RangerAccessRequest.ResourceMatchingScope;
import org.apache.ranger.plugin.policyengine.RangerAccessRequestImpl;
import org.apache.ranger.plugin.policyengine.RangerAccessResourceImpl;
import org.apache.ranger.plugin.policyengine.RangerAccessResult;
import org.apache.ranger.plugin.policyengine.RangerPolicyEngineOptions;
import org.apache.ranger.plugin.service.RangerBasePlugin;
import org.apache.ranger.plugin.util.RangerRoles;
import org.apache.ranger.plugin.util.RangerUserStore;
import org.apache.ranger.plugin.util.ServicePolicies;
import org.apache.ranger.plugin.util.ServiceTags;

/** Ranger's own plug-in inside of an engine, fed with downloaded documents. */
final class FakePlugin {
  private final RangerBasePlugin plugin;

  FakePlugin(String serviceType, String service, Download[] documents) {
    RangerPluginConfig config =
        new RangerPluginConfig(serviceType, service, serviceType, new Properties());
    RangerPolicyEngineOptions options = config.getPolicyEngineOptions();
    options.disablePolicyRefresher = true;
    options.disableTagRetriever = true;
    options.disableUserStoreRetriever = true;
    plugin =
        new RangerBasePlugin(
            config,
            read(documents[0], ServicePolicies.class),
            read(documents[1], ServiceTags.class),
            read(documents[2], RangerRoles.class),
            read(documents[3], RangerUserStore.class));
  }

  private FakePlugin(RangerBasePlugin plugin) {
    this.plugin = plugin;
  }

  /**
   * One that fetches policies itself, all the time, and keeps them in a file of the folder, from
   * which it starts where nobody answers.
   */
  static FakePlugin fetching(String serviceType, String service, Path folder) {
    Properties properties = new Properties();
    String prefix = "ranger.plugin." + serviceType + ".policy.";
    properties.setProperty(prefix + "cache.dir", folder.toString());
    properties.setProperty(prefix + "source.impl", PolicySource.class.getName());
    properties.setProperty(prefix + "pollIntervalMs", "20");
    RangerPluginConfig config =
        new RangerPluginConfig(serviceType, service, serviceType, properties);
    config.getPolicyEngineOptions().disableTagRetriever = true;
    config.getPolicyEngineOptions().disableUserStoreRetriever = true;
    RangerBasePlugin plugin = new RangerBasePlugin(config);
    plugin.init();
    return new FakePlugin(plugin);
  }

  void stop() {
    plugin.cleanup();
  }

  long policyVersion() {
    return plugin.getPoliciesVersion();
  }

  void tags(Download document) {
    plugin.getTagEnricher().setServiceTags(read(document, ServiceTags.class));
  }

  void policies(Download document) {
    plugin.setPolicies(read(document, ServicePolicies.class));
  }

  void roles(Download document) {
    plugin.setRoles(read(document, RangerRoles.class));
  }

  RangerAccessResult access(RangerAccessRequestImpl request) {
    return plugin.isAccessAllowed(request);
  }

  boolean isAllowed(RangerAccessRequestImpl request) {
    RangerAccessResult result = access(request);
    return result != null && result.getIsAllowed();
  }

  RangerAccessResult mask(RangerAccessRequestImpl request) {
    return plugin.evalDataMaskPolicies(request, null);
  }

  RangerAccessResult rowFilter(RangerAccessRequestImpl request) {
    return plugin.evalRowFilterPolicies(request, null);
  }

  static RangerAccessRequestImpl request(
      Map<String, String> resource, String access, String user, Set<String> groups, Date time) {
    RangerAccessRequestImpl request =
        new RangerAccessRequestImpl(
            new RangerAccessResourceImpl(new HashMap<>(resource)),
            access,
            user,
            new HashSet<>(groups),
            null);
    request.setAccessTime(time);
    return request;
  }

  static RangerAccessRequestImpl inside(RangerAccessRequestImpl request) {
    request.setResourceMatchingScope(ResourceMatchingScope.SELF_OR_DESCENDANTS);
    return request;
  }

  static <T> T read(Download download, Class<T> type) {
    try {
      return RangerJson.read(new ByteArrayInputStream(((Download.Document) download).json()), type);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
