package dev.lily.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tables around one in the middle, each reached by a process of its own: {@code fanOut} tables read
 * from each table downstream, and each table upstream is read from {@code fanIn}.
 *
 * @param down levels downstream
 * @param up levels upstream
 */
record LineageTree(String prefix, int fanOut, int down, int fanIn, int up) {
  static final String TABLE = "DataSet";
  private static final String CENTRE = "c";

  /** One table derived from another. */
  record Step(String from, String to) {}

  /** All steps, the parent always before the child. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    List<String> level = List.of(CENTRE);
    for (int depth = 0; depth < down; depth++) {
      level = grow(level, fanOut, "d", steps, false);
    }
    level = List.of(CENTRE);
    for (int depth = 0; depth < up; depth++) {
      level = grow(level, fanIn, "u", steps, true);
    }
    return steps;
  }

  /** Tables and processes within {@code depth} steps of the middle, the middle included. */
  int nodesWithin(int depth) {
    return 1 + 2 * (tables(fanOut, Math.min(depth, down)) + tables(fanIn, Math.min(depth, up)));
  }

  String centre() {
    return qualifiedName(CENTRE);
  }

  /**
   * Body of {@code POST v2/entity/bulk} for these steps: their processes, and every table they
   * name, whether or not it is in the catalog already.
   */
  JsonNode bulkBody(List<Step> steps) {
    List<String> tables =
        steps.stream().flatMap(step -> Stream.of(step.from(), step.to())).distinct().toList();
    ObjectNode body = Json.object();
    var entities = body.putArray("entities");
    for (int i = 0; i < tables.size(); i++) {
      entities.add(entity(TABLE, -1 - i, tables.get(i)));
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      ObjectNode process =
          entity("Process", -1 - tables.size() - i, step.from() + "_to_" + step.to());
      ObjectNode attributes = process.withObjectProperty("attributes");
      attributes.putArray("inputs").add(reference(-1 - tables.indexOf(step.from())));
      attributes.putArray("outputs").add(reference(-1 - tables.indexOf(step.to())));
      entities.add(process);
    }
    return body;
  }

  private static List<String> grow(
      List<String> level, int fan, String direction, List<Step> steps, boolean upstream) {
    List<String> grown = new ArrayList<>();
    for (String table : level) {
      for (int i = 0; i < fan; i++) {
        String next = table + direction + i;
        steps.add(upstream ? new Step(next, table) : new Step(table, next));
        grown.add(next);
      }
    }
    return grown;
  }

  private static int tables(int fan, int levels) {
    int tables = 0;
    int level = 1;
    for (int i = 0; i < levels; i++) {
      level *= fan;
      tables += level;
    }
    return tables;
  }

  private ObjectNode entity(String type, int guid, String name) {
    ObjectNode entity = Json.object().put("typeName", type).put("guid", Integer.toString(guid));
    entity.putObject("attributes").put("qualifiedName", qualifiedName(name)).put("name", name);
    return entity;
  }

  private static ObjectNode reference(int guid) {
    return Json.object().put("typeName", TABLE).put("guid", Integer.toString(guid));
  }

  private String qualifiedName(String name) {
    return prefix + "." + name + "@bench";
  }
}
