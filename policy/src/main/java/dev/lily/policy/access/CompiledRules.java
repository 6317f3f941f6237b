package dev.lily.policy.access;

import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.rule.Glob;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Tells which rules of a tenant an asset meets the conditions of, whoever asks. What only the names
 * of types and classifications decide is decided once. Good as long as the types stay as they are.
 */
final class CompiledRules {
  private final CatalogRules source;
  private final TypeNames types;
  private final Map<String, BitSet> byType = new ConcurrentHashMap<>();
  private final Map<String, BitSet> byClassification = new ConcurrentHashMap<>();
  private final BitSet classified = new BitSet();
  private final BitSet ownOnly = new BitSet();
  private final BitSet named = new BitSet();
  private final List<List<Glob>> names;

  CompiledRules(CatalogRules source, TypeNames types) {
    this.source = source;
    this.types = types;
    for (int i = 0; i < rules().size(); i++) {
      classified.set(i, !on(i).classifications().isEmpty());
      ownOnly.set(i, on(i).ownOnly());
      named.set(i, !on(i).qualifiedNames().isEmpty());
    }
    names = rules().stream().map(rule -> globs(rule.on().qualifiedNames())).toList();
  }

  CatalogRules source() {
    return source;
  }

  List<CatalogRule> rules() {
    return source.rules();
  }

  private CatalogRule.On on(int rule) {
    return rules().get(rule).on();
  }

  /** The rules that are about everything, by number. */
  BitSet untargeted() {
    BitSet untargeted = new BitSet();
    for (int i = 0; i < rules().size(); i++) {
      untargeted.set(i, on(i).isEverything());
    }
    return untargeted;
  }

  /**
   * The rules whose conditions the asset meets, by number.
   *
   * @param of those that are wanted
   */
  BitSet matching(AssetRef asset, Collection<Classification> carried, BitSet of) {
    BitSet met = (BitSet) of.clone();
    met.and(byType.computeIfAbsent(asset.key().typeName(), this::ofType));
    if (met.intersects(classified)) {
      BitSet here = new BitSet();
      for (Classification one : carried) {
        BitSet by = byClassification.computeIfAbsent(one.typeName(), this::ofClassification);
        if (one.isOwnOf(asset.guid())) {
          here.or(by);
        } else {
          BitSet propagated = (BitSet) by.clone();
          propagated.andNot(ownOnly);
          here.or(propagated);
        }
      }
      BitSet missing = (BitSet) classified.clone();
      missing.andNot(here);
      met.andNot(missing);
    }
    for (int i = met.nextSetBit(0); i >= 0; i = met.nextSetBit(i + 1)) {
      if (named.get(i) && !fits(names.get(i), asset.key().qualifiedName())) {
        met.clear(i);
      }
    }
    return met;
  }

  /** The classifications of an asset by which it meets the conditions of a rule. */
  List<Classification> reasons(int rule, AssetRef asset, Collection<Classification> carried) {
    return carried.stream()
        .filter(one -> ofClassification(one.typeName()).get(rule))
        .filter(one -> !ownOnly.get(rule) || one.isOwnOf(asset.guid()))
        .distinct()
        .toList();
  }

  private BitSet ofType(String name) {
    Set<String> above = types.aboveEntity(name);
    BitSet fitting = new BitSet();
    for (int i = 0; i < rules().size(); i++) {
      List<Glob> patterns = globs(on(i).types());
      fitting.set(
          i,
          patterns.isEmpty()
              || Stream.concat(Stream.of(name), above.stream())
                  .anyMatch(one -> fits(patterns, one)));
    }
    return fitting;
  }

  private BitSet ofClassification(String name) {
    Set<String> above = types.aboveClassification(name);
    BitSet fitting = new BitSet();
    for (int i = 0; i < rules().size(); i++) {
      Set<String> wanted = on(i).classifications();
      fitting.set(
          i,
          wanted.contains("*")
              || wanted.contains(name)
              || above.stream().anyMatch(wanted::contains));
    }
    return fitting;
  }

  private static List<Glob> globs(Set<String> patterns) {
    return patterns.stream().map(Glob::new).toList();
  }

  private static boolean fits(List<Glob> patterns, String name) {
    for (Glob pattern : patterns) {
      if (pattern.matches(name)) {
        return true;
      }
    }
    return false;
  }
}
