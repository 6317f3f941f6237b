package dev.lily.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestLineageTree {
  private final LineageTree tree = new LineageTree("b_lineage", 4, 4, 2, 3);

  @Test
  void hasAboutAHundredAndNinetyNodesWithinThreeSteps() {
    assertThat(tree.nodesWithin(3)).isEqualTo(197);
  }

  @Test
  void goesOnBeyondTheThirdStep() {
    assertThat(tree.steps()).hasSize(4 + 16 + 64 + 256 + 2 + 4 + 8);
    assertThat(tree.nodesWithin(4)).isEqualTo(1 + 2 * tree.steps().size());
  }

  @Test
  void countsAsAWalkOverItsStepsDoes() {
    Set<String> reached = new HashSet<>(Set.of("c"));
    Set<String> below = Set.of("c");
    Set<String> above = Set.of("c");
    for (int depth = 0; depth < 2; depth++) {
      below = neighbours(below, true);
      above = neighbours(above, false);
      reached.addAll(below);
      reached.addAll(above);
    }
    int processes = reached.size() - 1;
    assertThat(reached.size() + processes).isEqualTo(tree.nodesWithin(2));
  }

  @Test
  void sendsEveryTableAProcessNames() {
    List<LineageTree.Step> steps = tree.steps().subList(10, 20);
    JsonNode body = tree.bulkBody(steps);
    Set<String> guids = new HashSet<>();
    body.path("entities").forEach(entity -> guids.add(entity.path("guid").asText()));
    assertThat(guids).hasSize(body.path("entities").size());
    int processes = 0;
    for (JsonNode entity : body.path("entities")) {
      if (entity.path("typeName").asText().equals("Process")) {
        processes++;
        assertThat(guids).contains(entity.at("/attributes/inputs/0/guid").asText());
        assertThat(guids).contains(entity.at("/attributes/outputs/0/guid").asText());
      }
    }
    assertThat(processes).isEqualTo(10);
  }

  private Set<String> neighbours(Set<String> level, boolean downstream) {
    Set<String> next = new HashSet<>();
    for (LineageTree.Step step : tree.steps()) {
      if (level.contains(downstream ? step.from() : step.to())) {
        next.add(downstream ? step.to() : step.from());
      }
    }
    return next;
  }
}
