package dev.lily.server.lineage;

import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.query.AssetBrief;
import dev.lily.graph.lineage.query.Impact;
import dev.lily.graph.lineage.query.LineageQueries;
import dev.lily.server.http.Csv;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An impact list as CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an
 * apostrophe before it. Where rows are missing, a last line that begins with # says how many.
 */
final class ImpactCsv {
  private static final int PIECE = 1_000;
  private static final String HEAD =
      "distance,side,kind,typeName,qualifiedName,guid,deleted,classifications,"
          + "propagatedClassifications,classificationsNotHoldingNow";

  private final LineageQueries queries;
  private final TenantId tenant;
  private final Instant now;
  private final Impact impact;

  ImpactCsv(LineageQueries queries, RequestContext context, Impact impact) {
    this.queries = queries;
    this.tenant = context.tenant();
    this.now = context.clock().instant();
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
          "# %d of %s%d rows,,,,,,,,,"
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

  private String line(Impact.Row row, AssetBrief asset) {
    return String.join(
        ",",
        Integer.toString(row.distance()),
        LineageJson.word(row.side()),
        LineageJson.word(asset.kind()),
        Csv.cell(asset.key().map(AssetKey::typeName).orElse("")),
        Csv.cell(asset.key().map(AssetKey::qualifiedName).orElse("")),
        asset.guid().toString(),
        Boolean.toString(asset.deleted()),
        Csv.cell(names(asset, one -> one.isOwnOf(asset.guid()))),
        Csv.cell(names(asset, one -> !one.isOwnOf(asset.guid()))),
        Csv.cell(names(asset, one -> !holds(asset, one.typeName()))));
  }

  private static String names(AssetBrief asset, Predicate<Classification> which) {
    return asset.classifications().stream()
        .filter(which)
        .map(Classification::typeName)
        .distinct()
        .collect(Collectors.joining(";"));
  }

  private boolean holds(AssetBrief asset, String name) {
    return asset.classifications().stream()
        .anyMatch(one -> one.typeName().equals(name) && one.holdsAt(now));
  }

  private static void line(Writer text, String line) throws IOException {
    text.write(line);
    text.write("\r\n");
  }
}
