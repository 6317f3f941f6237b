package dev.lily.server;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.lineage.ClassificationIndex;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.LineageView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that an index says of lineage and classifications, as a short text. */
final class IndexDigest {
  private IndexDigest() {}

  static String of(ClassificationIndex index, TenantId tenant) {
    String all = String.join("\n", index.read(tenant, IndexDigest::lines));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static SortedSet<String> lines(LineageView view) {
    SortedSet<String> lines = new TreeSet<>();
    for (int node = 0; node < view.nodeLimit(); node++) {
      if (view.isOfTenant(node)) {
        for (Classification one : view.classifications(node)) {
          lines.add(view.guid(node) + " carries " + text(one));
        }
        for (int edge = view.firstOut(node); edge >= 0; edge = view.nextOut(edge)) {
          lines.add(text(view.edge(edge)));
        }
      }
    }
    return lines;
  }

  private static String text(Classification one) {
    return String.join(
        " ",
        one.typeName(),
        one.origin().toString(),
        new TreeMap<>(one.attributes()).toString(),
        one.rules().toString(),
        one.validityPeriods().toString());
  }

  /** Sets and maps in an order that is the same in every process. */
  private static String text(LineageEdge edge) {
    return String.join(
        " ",
        edge.from().toString(),
        edge.to().toString(),
        edge.relationshipType(),
        edge.kind().toString(),
        edge.propagateTags().toString(),
        edge.standardTags().toString(),
        new TreeSet<>(edge.blocked()).toString(),
        edge.transformations().toString(),
        new TreeMap<>(edge.ruleStops()).toString());
  }
}
