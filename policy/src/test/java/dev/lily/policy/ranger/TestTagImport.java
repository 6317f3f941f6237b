package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.HIVE;
import static dev.lily.policy.PolicyParts.TENANT;
import static dev.lily.policy.PolicyParts.TRINO;
import static dev.lily.policy.PolicyParts.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lily.policy.Asker;
import dev.lily.policy.Decision;
import dev.lily.policy.Decisions;
import dev.lily.policy.EngineResource;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.tags.ForeignSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.ranger.plugin.util.RangerServiceNotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags that a foreign TagSync sends. */
class TestTagImport {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private PolicyParts parts;

  @BeforeEach
  void open() {
    parts = new PolicyParts(folder);
  }

  @Test
  void theyDecideAndAreServedTogetherWithThoseOfTheCatalog() throws JsonProcessingException {
    parts.classifications.set(column("customers", "phone"), "PII");
    long before = parts.downloads.tags(TENANT, TRINO, -1, true).version();
    take("atlas", document("add_or_update", "email", "PII"));

    assertThat(mask(parts, "email")).isPresent();
    assertThat(mask(parts, "phone")).isPresent();
    assertThat(mask(parts, "name")).isEmpty();
    Download delta = parts.downloads.tags(TENANT, TRINO, before, true);
    assertThat(delta.version()).isEqualTo(before + 1);
    assertThat(text(delta)).contains("\"isDelta\":true", "\"email\"").doesNotContain("\"phone\"");
    assertThat(text(parts.downloads.tags(TENANT, TRINO, -1, true))).contains("email", "phone");
    assertThat(parts.tags.foreignTags(TENANT, HIVE)).isEmpty();
  }

  @Test
  void eachSourceSpeaksForItself() throws JsonProcessingException {
    take("atlas", document("add_or_update", "email", "PII"));
    take("files", document("add_or_update", "email", "PII"));
    take("atlas", document("delete", "email", "PII"));
    assertThat(mask(parts, "email")).isPresent();
    assertThat(parts.tags.foreignTags(TENANT, TRINO)).containsOnlyKeys("files");

    take("files", document("replace", "phone", "PII"));
    assertThat(mask(parts, "email")).isEmpty();
    assertThat(mask(parts, "phone")).isPresent();

    parts.tags.close();
    PolicyParts reopened = new PolicyParts(folder);
    assertThat(mask(reopened, "phone")).isPresent();
    assertThat(reopened.downloads.tags(TENANT, TRINO, -1, true).version())
        .isEqualTo(parts.downloads.tags(TENANT, TRINO, -1, true).version());
  }

  /** Whoever sent first, also after a restart; until the source says nothing any more. */
  @Test
  void aSourceStaysWithItsAccount() throws JsonProcessingException {
    take("atlas", document("add_or_update", "email", "PII"));
    parts.tags.importTags(TENANT, TRINO, new ForeignSource("atlas", "another"), List.of(), false);
    assertThat(parts.tags.foreignOwner(TENANT, TRINO, "atlas")).contains("sync");
    parts.tags.close();
    PolicyParts reopened = new PolicyParts(folder);
    assertThat(reopened.tags.foreignOwner(TENANT, TRINO, "atlas")).contains("sync");
    assertThat(reopened.tags.foreignOwner(TENANT, TRINO, "files")).isEmpty();
    reopened.tags.importTags(TENANT, TRINO, new ForeignSource("atlas", "sync"), List.of(), true);
    assertThat(reopened.tags.foreignOwner(TENANT, TRINO, "atlas")).isEmpty();
  }

  @Test
  void theyGoWithTheService() throws JsonProcessingException {
    take("atlas", document("add_or_update", "email", "PII"));
    EngineService service = parts.services.require(TENANT, TRINO);
    parts.services.remove(TENANT, TRINO);
    parts.services.put(TENANT, service);
    assertThat(parts.tags.foreignTags(TENANT, TRINO)).isEmpty();
    assertThat(mask(parts, "email")).isEmpty();
  }

  @Test
  void aPeriodThatNobodyCanReadIsRefused() throws JsonProcessingException {
    JsonNode document =
        JSON.readTree(
            """
            {"op":"add_or_update","tags":{"1":{"type":"PII",
              "validityPeriods":[{"startTime":"","endTime":"2020-12-31","timeZone":"UTC"}]}}}
            """);
    assertThatThrownBy(() -> TagImport.read(parts.services.require(TENANT, TRINO), document))
        .hasMessageContainingAll("tags.1.validityPeriods[0].endTime", "2020-12-31");
  }

  @Test
  void whatCannotBeKeptIsRefusedByName() throws JsonProcessingException {
    JsonNode wild =
        JSON.readTree(
            document("add_or_update", "email", "PII")
                .toString()
                .replace("\"isExcludes\":false", "\"isExcludes\":true"));
    assertThatThrownBy(() -> take("atlas", wild))
        .hasMessageContaining("serviceResources[0].resourceElements.catalog: isExcludes");
    JsonNode gap =
        JSON.readTree(
            document("add_or_update", "email", "PII").toString().replace("schema", "database"));
    assertThatThrownBy(() -> take("atlas", gap))
        .hasMessageContaining("resourceElements.schema: needs values");
    assertThatThrownBy(() -> take("atlas", document("drop", "email", "PII")))
        .hasMessageContaining("op: one of");
    assertThat(parts.tags.foreignTags(TENANT, TRINO)).isEmpty();
  }

  /** The plug-in's own test of the body of a 404. */
  @Test
  void aPluginKnowsThatThereIsNoSuchService() {
    String body = new String(RangerDownloads.noSuchService("gone"), StandardCharsets.UTF_8);
    assertThatThrownBy(
            () -> RangerServiceNotFoundException.throwExceptionIfServiceNotFound("gone", body))
        .isInstanceOf(RangerServiceNotFoundException.class);
  }

  private void take(String source, JsonNode document) {
    TagImport.Said said = TagImport.read(parts.services.require(TENANT, TRINO), document);
    parts.tags.importTags(
        TENANT, TRINO, new ForeignSource(source, "sync"), said.resources(), said.whole());
  }

  private static Optional<Decision.Mask> mask(PolicyParts parts, String column) {
    return parts
        .decisions
        .mask(
            new Asker(TENANT, TRINO, "bob", Set.of()),
            EngineResource.of("catalog", "memory", "schema", "default", "table", "customers"),
            new Decisions.Column(column, "varchar"))
        .mask();
  }

  private static JsonNode document(String op, String column, String tag)
      throws JsonProcessingException {
    return JSON.readTree(
        """
        {"op":"%s","serviceName":"lily_trino",
         "tagDefinitions":{"0":{"name":"%s","source":"Atlas","attributeDefs":[]}},
         "tags":{"5":{"type":"%s","owner":0,"attributes":{"level":"3"}}},
         "serviceResources":[{"id":7,"serviceName":"lily_trino","resourceElements":{
           "catalog":{"values":["memory"],"isExcludes":false,"isRecursive":false},
           "schema":{"values":["default"],"isExcludes":false,"isRecursive":false},
           "table":{"values":["customers"],"isExcludes":false,"isRecursive":false},
           "column":{"values":["%s"],"isExcludes":false,"isRecursive":false}}}],
         "resourceToTagIds":{"7":[5]}}
        """
            .formatted(op, tag, tag, column));
  }

  private static String text(Download download) {
    return new String(((Download.Document) download).json(), StandardCharsets.UTF_8);
  }
}
