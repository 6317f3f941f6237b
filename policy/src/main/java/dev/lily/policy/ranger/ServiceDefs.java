package dev.lily.policy.ranger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.policy.binding.ServiceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerAccessTypeDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerContextEnricherDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerDataMaskDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerDataMaskTypeDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerResourceDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerRowFilterDef;

/**
 * The service definitions of ranger-plugins-common, made complete as Ranger Admin makes them: deny
 * and exceptions on; the tag definition with the access and mask types of the engine, prefixed by
 * its name. Ranger's engine changes what it is given, so it gets new ones.
 */
final class ServiceDefs {
  private static final int ITEMS_PER_DEFINITION = 1000;

  /** Ranger Admin numbers the definitions that come without an id. */
  private static final long POLARIS_ID = 1001;

  private static final long NESTED_ID = 1002;

  private final Duration tagPollInterval;
  private final Map<ServiceType, Shared> shared = new ConcurrentHashMap<>();

  /** Definitions of one kind of engine, for those who only read them. */
  record Shared(
      RangerServiceDef engine, RangerServiceDef tags, ObjectNode leanEngine, ObjectNode leanTags) {}

  ServiceDefs(Duration tagPollInterval) {
    this.tagPollInterval = tagPollInterval;
  }

  /** The same ones each time. */
  Shared shared(ServiceType type) {
    return shared.computeIfAbsent(
        type,
        t -> {
          RangerServiceDef engine = of(t);
          RangerServiceDef tags = tagsFor(t);
          return new Shared(engine, tags, LeanDefinition.of(engine), LeanDefinition.ofTags(tags));
        });
  }

  RangerServiceDef of(ServiceType type) {
    RangerServiceDef definition = load(type.rangerName());
    if (definition.getId() == null) {
      definition.setId(type == ServiceType.POLARIS ? POLARIS_ID : NESTED_ID);
    }
    enableDenyAndExceptions(definition);
    if (type == ServiceType.TRINO) {
      definition.getDataMaskDef().getMaskTypes().forEach(TrinoMasks::makeTypeSafe);
    }
    return definition;
  }

  RangerServiceDef tagsFor(ServiceType type) {
    RangerServiceDef engine = of(type);
    RangerServiceDef tag = load("tag");
    enableDenyAndExceptions(tag);
    String prefix = type.rangerName() + ":";
    int offset = Math.toIntExact(engine.getId()) * ITEMS_PER_DEFINITION;
    tag.setAccessTypes(accessTypes(engine.getAccessTypes(), prefix, offset));
    RangerDataMaskDef masks = engine.getDataMaskDef();
    if (masks != null && masks.getMaskTypes() != null) {
      tag.setDataMaskDef(dataMask(masks, tag.getResources(), prefix, offset));
    }
    RangerRowFilterDef rowFilter = new RangerRowFilterDef();
    rowFilter.setAccessTypes(accessTypes(rows(engine), prefix, offset));
    rowFilter.setResources(tag.getResources());
    tag.setRowFilterDef(rowFilter);
    for (RangerContextEnricherDef enricher : tag.getContextEnrichers()) {
      Map<String, String> options = new HashMap<>(enricher.getEnricherOptions());
      options.put("tagRefresherPollingInterval", String.valueOf(tagPollInterval.toMillis()));
      enricher.setEnricherOptions(options);
    }
    return tag;
  }

  private static List<RangerAccessTypeDef> rows(RangerServiceDef engine) {
    RangerRowFilterDef rows = engine.getRowFilterDef();
    return rows == null || rows.getAccessTypes() == null ? List.of() : rows.getAccessTypes();
  }

  private static void enableDenyAndExceptions(RangerServiceDef definition) {
    Map<String, String> options = new HashMap<>();
    if (definition.getOptions() != null) {
      options.putAll(definition.getOptions());
    }
    options.put("enableDenyAndExceptionsInPolicies", "true");
    definition.setOptions(options);
  }

  private static List<RangerAccessTypeDef> accessTypes(
      List<RangerAccessTypeDef> types, String prefix, int offset) {
    List<RangerAccessTypeDef> copies = new ArrayList<>();
    for (RangerAccessTypeDef type : types) {
      RangerAccessTypeDef copy = new RangerAccessTypeDef(type);
      copy.setItemId(type.getItemId() == null ? null : type.getItemId() + offset);
      copy.setName(prefix + type.getName());
      copy.setImpliedGrants(type.getImpliedGrants().stream().map(prefix::concat).toList());
      copies.add(copy);
    }
    return copies;
  }

  private static RangerDataMaskDef dataMask(
      RangerDataMaskDef engine, List<RangerResourceDef> resources, String prefix, int offset) {
    List<RangerDataMaskTypeDef> types = new ArrayList<>();
    for (RangerDataMaskTypeDef type : engine.getMaskTypes()) {
      RangerDataMaskTypeDef copy = new RangerDataMaskTypeDef(type);
      copy.setItemId(type.getItemId() + offset);
      copy.setName(prefix + type.getName());
      types.add(copy);
    }
    RangerDataMaskDef mask = new RangerDataMaskDef();
    mask.setMaskTypes(types);
    mask.setAccessTypes(accessTypes(engine.getAccessTypes(), prefix, offset));
    mask.setResources(resources);
    return mask;
  }

  private static RangerServiceDef load(String name) {
    String path = "/service-defs/ranger-servicedef-" + name + ".json";
    try (InputStream in = RangerServiceDef.class.getResourceAsStream(path)) {
      return RangerJson.read(in, RangerServiceDef.class);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
