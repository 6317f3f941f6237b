package dev.lily.server.lineage;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.query.AssetBrief;
import dev.lily.graph.lineage.query.Impact;
import dev.lily.graph.lineage.query.LineageQueries;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An impact list as CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an
 * apostrophe before it. Where rows are missing, a last line that begins with # says how many.
 */
final class ImpactCsv {
  private static final int PIECE = 1_000;
  private static final String HEAD =
      "distance,side,kind,typeName,qualifiedName,guid,deleted,classifications,"
          + "propagatedClassifications";

  private final LineageQueries queries;
  private final TenantId tenant;
  private final Impact impact;

  ImpactCsv(LineageQueries queries, TenantId tenant, Impact impact) {
    this.queries = queries;
    this.tenant = tenant;
    this.impact = impact;
  }

  void write(OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    line(text, HEAD);
    List<Impact.Row> rows = impact.rows();
    for (int first = 0; first < rows.size(); first += PIECE) {
      write(text, rows.subList(first, Math.min(rows.size(), first + PIECE)));
    }
    if (impact.truncated()) {
      line(
          text,
          "# %d of %s%d rows,,,,,,,,"
              .formatted(impact.shown(), impact.complete() ? "" : "at least ", impact.matching()));
    }
    text.flush();
  }

  private void write(Writer text, List<Impact.Row> rows) throws IOException {
    Map<Guid, AssetBrief> briefs = new HashMap<>();
    queries
        .describe(tenant, rows.stream().map(Impact.Row::guid).toList())
        .forEach(brief -> briefs.put(brief.guid(), brief));
    for (Impact.Row row : rows) {
      AssetBrief brief = briefs.get(row.guid());
      if (brief != null) {
        line(text, line(row, brief));
      }
    }
  }

  private static String line(Impact.Row row, AssetBrief asset) {
    return String.join(
        ",",
        Integer.toString(row.distance()),
        LineageJson.word(row.side()),
        LineageJson.word(asset.kind()),
        cell(asset.key().map(AssetKey::typeName).orElse("")),
        cell(asset.key().map(AssetKey::qualifiedName).orElse("")),
        asset.guid().toString(),
        Boolean.toString(asset.deleted()),
        cell(classifications(asset, true)),
        cell(classifications(asset, false)));
  }

  private static String classifications(AssetBrief asset, boolean own) {
    return asset.classifications().stream()
        .filter(one -> one.isOwnOf(asset.guid()) == own)
        .map(one -> one.typeName())
        .distinct()
        .collect(Collectors.joining(";"));
  }

  static String cell(String value) {
    String safe =
        !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static void line(Writer text, String line) throws IOException {
    text.write(line);
    text.write("\r\n");
  }
}
