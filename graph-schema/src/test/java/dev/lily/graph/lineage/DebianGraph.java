package dev.lily.graph.lineage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The package graph of Debian as lineage: a package is derived from those it depends on. */
public record DebianGraph(Map<String, Integer> packages, List<int[]> edges) {
  private static final Set<String> HARD = Set.of("depends", "pre-depends", "provides");

  /** The graph beside the project; empty where it is not there. */
  public static Optional<DebianGraph> find() {
    return find(HARD);
  }

  /** The same with what packages recommend, suggest and the like: much larger cycles. */
  public static Optional<DebianGraph> findWhole() {
    return find(Set.of());
  }

  private static Optional<DebianGraph> find(Set<String> kinds) {
    return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
        .map(path -> path.resolve("shared/data/09-debian-graph/edges.tsv.gz"))
        .filter(Files::exists)
        .findFirst()
        .map(file -> read(file, kinds));
  }

  private static DebianGraph read(Path file, Set<String> kinds) {
    Map<String, Integer> packages = new LinkedHashMap<>();
    Set<Long> edges = new LinkedHashSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(line -> line.split("\t", 4))
          .filter(fields -> kinds.isEmpty() || kinds.contains(fields[2]))
          .forEach(
              fields ->
                  edges.add(
                      (long) number(packages, fields[0]) << 32 | number(packages, fields[1])));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    List<int[]> pairs = new ArrayList<>(edges.size());
    edges.forEach(edge -> pairs.add(new int[] {(int) (edge >>> 32), edge.intValue()}));
    return new DebianGraph(packages, pairs);
  }

  private static int number(Map<String, Integer> packages, String name) {
    Integer known = packages.putIfAbsent(name, packages.size());
    return known == null ? packages.size() - 1 : known;
  }

  /** How many packages are derived from this one, itself left out; counted over plain lists. */
  public int descendants(String root) {
    List<List<Integer>> next = new ArrayList<>();
    packages.keySet().forEach(name -> next.add(new ArrayList<>()));
    edges.forEach(edge -> next.get(edge[0]).add(edge[1]));
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(packages.get(root)));
    seen.set(packages.get(root));
    while (!open.isEmpty()) {
      for (int child : next.get(open.removeLast())) {
        if (!seen.get(child)) {
          seen.set(child);
          open.addLast(child);
        }
      }
    }
    return seen.cardinality() - 1;
  }
}
