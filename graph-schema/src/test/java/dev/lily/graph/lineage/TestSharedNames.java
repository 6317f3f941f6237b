package dev.lily.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestSharedNames {
  private static final List<String> PARTS =
      List.of("a", "bb", "é", "#", ".", "/", "orders", "x".repeat(200));

  private final SharedNames names = new SharedNames();

  private int add(String name) {
    return names.add(bytes(name));
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void namesStayWhatTheyAreThroughAddsAndFrees() {
    Random random = new Random(1);
    Map<Integer, String> expected = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(3) > 0 || expected.isEmpty()) {
        StringBuilder name = new StringBuilder();
        for (int parts = random.nextInt(6); parts >= 0; parts--) {
          name.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        assertThat(expected.put(add(name.toString()), name.toString())).isNull();
      } else {
        int address = expected.keySet().iterator().next();
        expected.remove(address);
        names.free(address);
      }
    }
    expected.forEach(this::check);
  }

  private void check(int address, String name) {
    assertThat(names.text(address)).isEqualTo(name);
    assertThat(names.holds(address, bytes(name))).isTrue();
    assertThat(names.holds(address, bytes(name + "a"))).isFalse();
    assertThat(names.holds(address, bytes('a' + name))).isFalse();
    assertThat(names.hash(address)).isEqualTo(SharedNames.hash(bytes(name)));
  }

  @Test
  void separatorsAtEitherEndAreOrdinary() {
    for (String name : List.of("", "#", "a#", "#a", "..", "a.", "/", "a/b#")) {
      check(add(name), name);
    }
  }
}
