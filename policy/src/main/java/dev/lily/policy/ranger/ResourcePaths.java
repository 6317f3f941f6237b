package dev.lily.policy.ranger;

import dev.lily.policy.ResourcePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyResource;
import org.apache.ranger.plugin.model.RangerServiceDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerDataMaskDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerResourceDef;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerRowFilterDef;
import org.jspecify.annotations.Nullable;

/**
 * Patterns as resources of Ranger policies. Ranger matches a policy only with resources of the same
 * depth, so that "everything in the schema" is the schema, its tables, their columns, and so on.
 */
final class ResourcePaths {
  private final List<List<String>> paths = new ArrayList<>();
  private final List<String> maskPath;
  private final List<String> rowFilterPath;

  private final Set<String> recursive = new HashSet<>();

  ResourcePaths(RangerServiceDef definition) {
    Map<String, List<String>> byName = new HashMap<>();
    for (RangerResourceDef resource : definition.getResources()) {
      List<String> path = new ArrayList<>();
      String parent = resource.getParent();
      if (parent != null && !parent.isEmpty()) {
        path.addAll(byName.getOrDefault(parent, List.of()));
      }
      path.add(resource.getName());
      byName.put(resource.getName(), path);
      if (Boolean.TRUE.equals(resource.getRecursiveSupported())) {
        recursive.add(resource.getName());
      }
      paths.add(path);
    }
    RangerDataMaskDef masks = definition.getDataMaskDef();
    RangerRowFilterDef rows = definition.getRowFilterDef();
    maskPath = masks == null ? List.of() : names(masks.getResources());
    rowFilterPath = rows == null ? List.of() : names(rows.getResources());
  }

  /** From the outermost element to each one. */
  List<List<String>> all() {
    return paths;
  }

  /** The path of what can be masked; empty for nothing. */
  List<String> masked() {
    return maskPath;
  }

  /** The path of what can be filtered by rows; empty for nothing. */
  List<String> filtered() {
    return rowFilterPath;
  }

  /** Resources of access policies; none where the pattern is about another kind of engine. */
  List<Map<String, RangerPolicyResource>> access(ResourcePattern pattern) {
    return paths.stream().filter(path -> isInside(path, pattern)).map(p -> of(p, pattern)).toList();
  }

  List<Map<String, RangerPolicyResource>> mask(ResourcePattern pattern) {
    return isInside(maskPath, pattern) ? List.of(of(maskPath, pattern)) : List.of();
  }

  List<Map<String, RangerPolicyResource>> rowFilter(ResourcePattern pattern) {
    return isInside(rowFilterPath, pattern) ? List.of(of(rowFilterPath, pattern)) : List.of();
  }

  private static List<String> names(@Nullable List<RangerResourceDef> resources) {
    return resources == null
        ? List.of()
        : resources.stream().map(RangerResourceDef::getName).toList();
  }

  private static boolean isInside(List<String> path, ResourcePattern pattern) {
    int depth = pattern.elements().size();
    return depth > 0
        && (pattern.inside() ? depth <= path.size() : depth == path.size())
        && pattern.elements().keySet().containsAll(path.subList(0, depth));
  }

  private Map<String, RangerPolicyResource> of(List<String> path, ResourcePattern pattern) {
    Map<String, RangerPolicyResource> resources = new LinkedHashMap<>();
    for (String name : path) {
      List<String> values = pattern.elements().getOrDefault(name, List.of("*"));
      resources.put(
          name, new RangerPolicyResource(new ArrayList<>(values), false, recursive.contains(name)));
    }
    return resources;
  }
}
