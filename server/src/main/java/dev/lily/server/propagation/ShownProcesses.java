package dev.lily.server.propagation;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Guid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes of one answer, each told once, with so much of their SQL as is reasonable. */
final class ShownProcesses {
  private static final List<String> SQL = List.of("sql", "queryText");
  private static final int SQL_CHARS = 8 * 1024;
  private static final int ALL_SQL_CHARS = 512 * 1024;

  private final Map<Guid, Map<String, Object>> told = new LinkedHashMap<>();
  private int left = ALL_SQL_CHARS;

  /** The guid by which the process is found among {@link #all}. */
  String add(Asset process) {
    told.computeIfAbsent(process.guid(), guid -> process(process));
    return process.guid().toString();
  }

  List<Map<String, Object>> all() {
    return List.copyOf(told.values());
  }

  private Map<String, Object> process(Asset asset) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("guid", asset.guid().toString());
    answer.put("typeName", asset.typeName());
    answer.put("qualifiedName", asset.qualifiedName());
    answer.put("displayText", asset.displayText());
    for (String attribute : SQL) {
      if (asset.attributes().get(attribute) instanceof String text && !text.isBlank()) {
        int shown = Math.min(text.length(), Math.min(SQL_CHARS, left));
        left -= shown;
        answer.put("sql", text.substring(0, shown));
        answer.put("sqlTruncated", shown < text.length());
        return answer;
      }
    }
    return answer;
  }
}
