package dev.lily.server.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.server.cli.DemoStage;
import dev.lily.server.cli.LocalClient.Answer;
import dev.lily.server.engines.Rows;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One query in a real engine, by bob of the analysts and olga of the privacy officers, before and
 * after the shop's e-mail addresses are tagged.
 */
final class BeforeAndAfter {
  private static final String COLUMN =
      URLEncoder.encode("file:/data/shop/warehouse/raw/customers#email", StandardCharsets.UTF_8);
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final List<String> CLEAR = List.of("ann@example.de", "bea@example.us");
  private static final List<String> HASHED =
      List.of(
          "1F1A85DF61926A0378CD19823DB0329E8D023D7B346746C8CC62212930B3E39D",
          "D00BD05E537D5B7B61A79501407B084663450ECE56BC1E025E55205DBE93FCC7");

  private final DemoStage stage;
  private final Engine engine;
  private final String query;

  /** Answers somebody's query. */
  @FunctionalInterface
  interface Engine {
    Rows ask(String user, String query) throws Exception;
  }

  /**
   * A play.
   *
   * @param query gives customers in their order, with a column {@code email}
   */
  BeforeAndAfter(DemoStage stage, Engine engine, String query) {
    this.stage = stage;
    this.engine = engine;
    this.query = query;
  }

  /** Who the two are, for every engine. */
  static void people(DemoStage stage) throws IOException {
    group(stage, "bob", "analysts");
    group(stage, "olga", "privacy_officers");
  }

  private static void group(DemoStage stage, String user, String group) throws IOException {
    byte[] body = new ObjectMapper().writeValueAsBytes(Map.of("groups", List.of(group)));
    stage.client().put("/api/lily/v1/principals/users/" + user, body);
  }

  boolean run() throws Exception {
    stage.say("query", query);
    stage.client().delete(tagged("/PII"));
    boolean held = await("before the tag, bob sees addresses", CLEAR);
    show("bob", "before the tag");
    show("olga", "before the tag");

    byte[] tag = new ObjectMapper().writeValueAsBytes(List.of(Map.of("typeName", "PII")));
    long begin = System.nanoTime();
    Answer answer = stage.client().post(tagged("s"), tag);
    held &= answer.status() == 204;
    held &= await("after the tag, bob sees hashes", HASHED);
    long millis = (System.nanoTime() - begin) / 1_000_000;
    show("bob", "after the tag");
    show("olga", "after the tag");
    boolean olga = emails("olga").equals(CLEAR);
    stage.verdict("olga sees addresses as before", olga);
    stage.say(millis + " ms", "from sending the tag of raw.customers.email to bob's masked rows");
    return held && olga;
  }

  private static String tagged(String operation) {
    return "/api/atlas/v2/entity/uniqueAttribute/type/openlineage_column/classification"
        + operation
        + "?attr:qualifiedName="
        + COLUMN;
  }

  private boolean await(String what, List<String> wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean seen = emails("bob").equals(wanted);
    while (!seen && System.nanoTime() < deadline) {
      seen = emails("bob").equals(wanted);
    }
    stage.verdict(what, seen);
    return seen;
  }

  private List<String> emails(String user) throws Exception {
    Rows rows = engine.ask(user, query);
    int email = rows.columns().indexOf("email");
    return rows.values().stream().map(row -> row.get(email)).toList();
  }

  private void show(String user, String when) throws Exception {
    stage.say(user, when);
    Table.lines(engine.ask(user, query)).forEach(line -> stage.say("", line));
  }
}
