package dev.lily.policy.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.casbin.jcasbin.main.Enforcer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * jCasbin's own cases, with the enforcer as Lily makes it. They are read from the data beside the
 * project, and passed over where there is none.
 */
class TestCasbinCases {
  private static final String CASES = "shared/data/07-casbin";

  /** Tests of jCasbin that do not ask an enforcer made of that model and policy, and why. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "EnforcerUnitTest.testEnforceWithMatcher", "gives a matcher with the request",
          "EnforcerUnitTest.testInitWithAdapter", "its policy is in an adapter",
          "EnforcerUnitTest.testSetAdapterFromFile", "its policy is in an adapter",
          "EnforcerUnitTest.testGetAndSetAdapterInMem", "exchanges the policy meanwhile",
          "EnforcerUnitTest.testGetAndSetModel", "exchanges the model meanwhile",
          "ModelUnitTest.testPriorityHierachyModel", "an adapter sorts its policy by subject",
          "ModelUnitTest.testSubjectPriorityWithDomain", "an adapter sorts its policy by subject");

  private record Case(
      String test, String model, String policy, String[] request, boolean expected) {
    static Case of(String line) {
      String[] fields = line.split("\t", -1);
      return new Case(
          fields[0],
          fields[1],
          fields[2],
          fields[3].split("\\|", -1),
          Boolean.parseBoolean(fields[4].strip()));
    }
  }

  @Test
  void theEnforcerAnswersAsExpected() throws IOException {
    Path data = data();
    Path examples = data.resolve("examples/casbin+jcasbin");
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    List<String> lines = Files.readAllLines(data.resolve("EXPECTATIONS.extracted.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      Case one = Case.of(line);
      if (!OTHERS.containsKey(one.test()) && Files.exists(examples.resolve(one.model()))) {
        asked++;
        if (enforcer(examples, one).enforce((Object[]) one.request()) != one.expected()) {
          wrong.add(line);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(100);
  }

  private static Enforcer enforcer(Path examples, Case one) throws IOException {
    Enforcer enforcer = Enforcers.ofText(Files.readString(examples.resolve(one.model())));
    if (!one.policy().isEmpty()) {
      for (String line : Files.readAllLines(examples.resolve(one.policy()))) {
        List<String> fields = Arrays.stream(line.split(",")).map(String::strip).toList();
        if (fields.size() > 1 && !line.startsWith("#")) {
          add(enforcer, fields.get(0), new ArrayList<>(fields.subList(1, fields.size())));
        }
      }
      enforcer.buildRoleLinks();
    }
    return enforcer;
  }

  private static void add(Enforcer enforcer, String kind, List<String> fields) {
    if (kind.startsWith("g")) {
      enforcer.addNamedGroupingPolicy(kind, fields);
    } else {
      enforcer.addNamedPolicy(kind, fields);
    }
  }

  private static Path data() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve(CASES))) {
      at = at.getParent();
    }
    Assumptions.assumeTrue(at != null, "no " + CASES + " above the working folder");
    return at.resolve(CASES);
  }
}
