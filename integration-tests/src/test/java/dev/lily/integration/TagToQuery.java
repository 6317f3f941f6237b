package dev.lily.integration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * How long it is from sending a tag until a query shows the mask, and from taking it away until one
 * does not. Printed as JSON, and kept beside Trino's log.
 */
final class TagToQuery {
  private static final int FLIPS = 30;
  private static final int WARMING = 6;
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final String EMAIL = "SELECT email FROM shop.raw.people WHERE id = 1";

  private final String door;
  private final Duration poll;
  private final Random random = new Random(476);
  private final long[] visible = new long[FLIPS];
  private final long[] effective = new long[FLIPS];
  private final long[] query = new long[FLIPS];

  /**
   * A measurement.
   *
   * @param poll how often Trino asks; changes begin at any time within it, not just after one
   */
  TagToQuery(String door, Duration poll) {
    this.door = door;
    this.poll = poll;
  }

  void measure(TrinoFixture trino) throws Exception {
    for (int i = -WARMING; i < FLIPS; i++) {
      flip(trino, i, i % 2 == 0);
    }
    ObjectNode report = new ObjectMapper().createObjectNode().put("door", door).put("flips", FLIPS);
    put(report.putObject("fromChangeToRowsMillis"), visible);
    put(report.putObject("fromChangeToStartOfThatQueryMillis"), effective);
    put(report.putObject("queryMillis"), query);
    System.out.println(report);
    Files.writeString(
        Files.createDirectories(Path.of("target", "trino"))
            .resolve("tag-to-query-" + door.replaceAll("\\W+", "-") + ".json"),
        report.toPrettyString());
  }

  private void flip(TrinoFixture trino, int flip, boolean tagged) throws Exception {
    String wanted = tagged ? TrinoFixture.hash("ann@x.de") : "ann@x.de";
    long since = System.nanoTime();
    long pause = (long) (random.nextDouble() * poll.toNanos());
    while (System.nanoTime() - since < pause) {
      trino.see("bob", EMAIL);
    }
    long begin = System.nanoTime();
    if (tagged) {
      trino.tag("email", "PII");
    } else {
      trino.untag("email", "PII");
    }
    long asked;
    do {
      asked = System.nanoTime();
      if (asked - begin > PATIENCE_NANOS) {
        throw new AssertionError("the change is not effective");
      }
    } while (!trino.see("bob", EMAIL).get(0).equals(wanted));
    long end = System.nanoTime();
    if (flip >= 0) {
      visible[flip] = (end - begin) / 1_000_000;
      effective[flip] = (asked - begin) / 1_000_000;
      query[flip] = (end - asked) / 1_000_000;
    }
  }

  private static void put(ObjectNode report, long[] millis) {
    long[] sorted = millis.clone();
    Arrays.sort(sorted);
    report.put("p50", sorted[(sorted.length - 1) / 2]);
    report.put("p99", sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
    report.put("min", sorted[0]);
    report.put("max", sorted[sorted.length - 1]);
    ArrayNode all = report.putArray("all");
    Arrays.stream(millis).forEach(all::add);
  }
}
