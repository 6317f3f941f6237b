package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntObjectHashMap;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Classification;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What changed since the last settlement. */
final class Pending {
  /** A cut that concerns whatever reached its head, by whichever way. */
  static final int ANYWHERE = -1;

  final IntArrayList grown = new IntArrayList();
  final IntArrayList cutTails = new IntArrayList();
  final IntArrayList cutHeads = new IntArrayList();
  final IntObjectHashMap<List<Classification>> own = new IntObjectHashMap<>();
  final IntArrayList renamed = new IntArrayList();

  /** Of what they carry another value counts. */
  final IntArrayList reweighed = new IntArrayList();

  final IntArrayList forgotten = new IntArrayList();
  final List<Op.Remain> remains = new ArrayList<>();
  final List<Op.Release> releases = new ArrayList<>();

  /** Ends of hierarchy edges that came, went or concern other assets than before. */
  final IntArrayList containers = new IntArrayList();

  final IntArrayList contents = new IntArrayList();
  final Set<TenantId> otherRules = new LinkedHashSet<>();

  void cut(int tail, int head) {
    cutTails.add(tail);
    cutHeads.add(head);
  }

  void contained(int container, int content) {
    containers.add(container);
    contents.add(content);
  }

  boolean isEmpty() {
    return grown.isEmpty()
        && cutHeads.isEmpty()
        && own.isEmpty()
        && renamed.isEmpty()
        && forgotten.isEmpty()
        && remains.isEmpty()
        && releases.isEmpty()
        && contents.isEmpty()
        && otherRules.isEmpty();
  }
}
