package dev.lily.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Debian's packages as lineage, each derived from those it depends on, if they lie beside us. */
final class DebianPackages {
  private static final Set<String> HARD = Set.of("depends", "pre-depends", "provides");

  private DebianPackages() {}

  static Optional<LineageGraph> find() {
    return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
        .map(path -> path.resolve("shared/data/09-debian-graph/edges.tsv.gz"))
        .filter(Files::exists)
        .findFirst()
        .map(DebianPackages::read);
  }

  private static LineageGraph read(Path file) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Set<Long> edges = new LinkedHashSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(line -> line.split("\t", 4))
          .filter(fields -> HARD.contains(fields[2]))
          .forEach(
              fields ->
                  edges.add((long) number(numbers, fields[0]) << 32 | number(numbers, fields[1])));
    } catch (IOException fault) {
      throw new UncheckedIOException("cannot read " + file, fault);
    }
    List<String> names = new ArrayList<>(numbers.keySet());
    int[] from = edges.stream().mapToInt(edge -> (int) (edge >>> 32)).toArray();
    int[] to = edges.stream().mapToInt(Long::intValue).toArray();
    return new LineageGraph(names.size(), from, to, names::get);
  }

  private static int number(Map<String, Integer> numbers, String name) {
    Integer known = numbers.putIfAbsent(name, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }
}
