package dev.lily.server.policy;

import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import dev.lily.policy.AccessReport;
import dev.lily.policy.AccessReport.View;
import dev.lily.policy.Decision;
import dev.lily.server.http.ApiResponse;
import dev.lily.server.http.Csv;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who sees what of an asset, as a table for an auditor. */
final class AccessCsv {
  private static final List<String> HEAD =
      List.of(
          "qualifiedName",
          "service",
          "resource",
          "principalKind",
          "principal",
          "sight",
          "summary",
          "columns",
          "mask",
          "rowFilter",
          "policies",
          "classifications",
          "reason",
          "monitored",
          "everyoneElse");

  private AccessCsv() {}

  static ApiResponse of(AssetKey asset, List<View> views) {
    StringBuilder text = new StringBuilder(Csv.row(HEAD)).append("\r\n");
    views.forEach(view -> text.append(row(asset, view)).append("\r\n"));
    return ApiResponse.text("text/csv; charset=utf-8", text.toString());
  }

  private static String row(AssetKey asset, View view) {
    Decision decisive = view.decisive();
    return Csv.row(
        List.of(
            asset.qualifiedName(),
            view.service(),
            view.resource().toString(),
            view.who().kind().name(),
            view.who().name(),
            view.sight().name(),
            view.summary(),
            view.columns().stream()
                .flatMap(columns -> columns.other().stream())
                .map(column -> column.name() + " " + column.sight())
                .collect(Collectors.joining("; ")),
            decisive.mask().map(Decision.Mask::expression).orElse(""),
            view.rowFilter().flatMap(Decision::rowFilter).orElse(""),
            decisive.policies().stream()
                .map(policy -> policy.id() + " " + policy.name() + " v" + policy.version())
                .collect(Collectors.joining("; ")),
            decisive.classifications().stream()
                .map(Classification::typeName)
                .distinct()
                .collect(Collectors.joining("; ")),
            decisive.reason(),
            text(view.monitored()),
            text(view.everyoneElse())));
  }

  private static String text(Optional<AccessReport.Seen> seen) {
    return seen.map(one -> one.sight() + ": " + one.decisive().reason()).orElse("");
  }
}
