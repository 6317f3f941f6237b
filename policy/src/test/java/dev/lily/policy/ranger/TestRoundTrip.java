package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For any policies: exported as Ranger's and imported elsewhere, they decide as before. */
class TestRoundTrip {
  @TempDir Path folder;

  static IntStream seeds() {
    return IntStream.rangeClosed(1, Integer.getInteger("lily.seeds", 30));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void decideAlike(int seed) throws IOException {
    Random random = new Random(seed);
    PolicyParts parts = new PolicyParts(folder.resolve("from"));
    parts.directories.put(TENANT, TestTwoDoors.directory());
    for (int i = 0; i < 8; i++) {
      parts.policies.put(CONTEXT, TestTwoDoors.randomPolicy("policy " + i, random));
    }
    for (int i = 0; i < 6; i++) {
      TestTwoDoors.retag(parts, random);
    }
    PolicyParts other = new PolicyParts(folder.resolve("to"), parts.classifications);
    other.directories.put(TENANT, TestTwoDoors.directory());
    for (long id = 1; id <= 3; id++) {
      other.policies.remove(CONTEXT, id);
    }
    RangerImport.Result result =
        RangerImport.read(exported(parts), other.services.all(TENANT), Map.of());
    assertThat(result.refused()).isEmpty();
    other.policies.putAll(CONTEXT, result.policies());
    new TestTwoDoors().compareAll(parts, TestTwoDoors.plugin(other), random);

    List<Policy> again =
        RangerImport.read(exported(parts), other.services.all(TENANT), Map.of()).policies();
    assertThat(again).isEqualTo(result.policies());
  }

  /** The same policies in the same tenant: there is nothing to write. */
  @ParameterizedTest
  @MethodSource("seeds")
  void comeBackAsTheyWere(int seed) throws IOException {
    Random random = new Random(seed);
    PolicyParts parts = new PolicyParts(folder);
    parts.directories.put(TENANT, TestTwoDoors.directory());
    for (int i = 0; i < 8; i++) {
      parts.policies.put(CONTEXT, TestTwoDoors.randomPolicy("policy " + i, random));
    }
    RangerImport.Result result =
        RangerImport.read(exported(parts), parts.services.all(TENANT), Map.of());
    assertThat(result.refused()).isEmpty();
    assertThat(result.edited()).isEmpty();
    assertThat(result.policies())
        .isSubsetOf(
            parts.policies.current(TENANT).policies().stream()
                .map(policy -> policy.stored(0, 0, "", 0))
                .toList());
  }

  static JsonNode exported(PolicyParts parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new RangerExport(parts.engines).write(TENANT, out);
    return new ObjectMapper().readTree(out.toByteArray());
  }
}
