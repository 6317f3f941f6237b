package dev.lily.graph.lineage;

import dev.lily.graph.asset.Classification;
import java.util.Arrays;

/** Which edges one classification may walk; remembers the answer for each kind of edge. */
final class Passage {
  private static final byte OUTWARD = 1;
  private static final byte INWARD = 2;
  private static final byte KNOWN = 4;

  private final Interner<EdgeTraits> traits;
  private final Classification classification;
  private byte[] answers;

  Passage(Interner<EdgeTraits> traits, Classification classification) {
    this.traits = traits;
    this.classification = classification;
    this.answers = new byte[traits.size()];
  }

  boolean outward(int traitsId) {
    return (answer(traitsId) & OUTWARD) != 0;
  }

  boolean inward(int traitsId) {
    return (answer(traitsId) & INWARD) != 0;
  }

  private byte answer(int id) {
    if (id >= answers.length) {
      answers = Arrays.copyOf(answers, traits.size());
    }
    if (answers[id] == 0) {
      answers[id] = decide(traits.get(id));
    }
    return answers[id];
  }

  private byte decide(EdgeTraits edge) {
    return (byte)
        (KNOWN
            | (edge.passes(classification, true) ? OUTWARD : 0)
            | (edge.passes(classification, false) ? INWARD : 0));
  }
}
