package dev.lily.graph.store;

import dev.lily.graph.EffectiveClassifications;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.search.SearchQuery;
import dev.lily.graph.sight.AssetGuard;
import dev.lily.graph.sight.Sight;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Leaves out of what a search found what the caller does not see. */
final class SeenAssets {
  private final TenantId tenant;
  private final EffectiveClassifications effective;
  private final AssetGuard guard;
  private final Set<String> words = new LinkedHashSet<>();
  private final SearchText text = new SearchText();

  SeenAssets(
      TenantId tenant, SearchQuery query, EffectiveClassifications effective, AssetGuard guard) {
    this.tenant = tenant;
    this.effective = effective;
    this.guard = guard;
    SearchText.addWords(words, query.text());
  }

  Stream<Asset> of(Stream<Asset> found) {
    return guard.seesEverything() ? found : found.flatMap(this::seen);
  }

  private Stream<Asset> seen(Asset asset) {
    List<Classification> carried = new ArrayList<>(asset.classifications());
    carried.addAll(effective.of(tenant, asset.ref().key()));
    Sight sight = guard.sight(asset.ref(), carried);
    if (!sight.isVisible()) {
      return Stream.empty();
    }
    if (sight.redaction().isNothing()) {
      return Stream.of(asset);
    }
    Asset redacted = sight.redaction().of(asset);
    return isFoundBy(redacted) ? Stream.of(redacted) : Stream.empty();
  }

  /** Whether every word that was looked for is in what the caller sees. */
  private boolean isFoundBy(Asset redacted) {
    if (words.isEmpty()) {
      return true;
    }
    Set<String> there = new LinkedHashSet<>();
    String described = text.of(redacted);
    SearchText.addWords(there, described == null ? "" : described);
    SearchText.addWords(there, redacted.displayText());
    SearchText.addWords(there, redacted.qualifiedName());
    return words.stream().allMatch(word -> there.stream().anyMatch(one -> one.startsWith(word)));
  }
}
