package dev.lily.graph.lineage;

import java.util.Arrays;
import java.util.Optional;

/** The parts of a snapshot, each with its number in the file, which stays. */
enum SnapshotPart {
  LABEL(1),
  NODES(2),
  NAMES(3),
  SCOPES(4),
  EDGES(5),
  TRAITS(6),
  PAIRS(7),
  REACHED(8),
  OWN(9),
  WAITING(10),
  EDGE_ORIGINS(11),
  CERTIFICATES(12),
  RULES(13),
  ASPECTS(14),
  ASPECT_NAMES(15),
  KIN(16),
  END(99);

  final int number;

  SnapshotPart(int number) {
    this.number = number;
  }

  static Optional<SnapshotPart> of(int number) {
    return Arrays.stream(values()).filter(part -> part.number == number).findFirst();
  }
}
