package dev.lily.policy.ranger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lily.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The options by which a policy of Lily is known again that was exported as several of Ranger: the
 * policy in Lily's words, which of how many parts it is, and a fingerprint of what Ranger's words
 * say of it. The own words count only while every part is there and says what it said.
 */
final class ExportedForm {
  private static final String POLICY = "lily.policy";
  private static final String PART = "lily.part";
  private static final String FINGERPRINT = "lily.fingerprint";

  /** Ranger Admin gives the policies ids, versions and services of its own. */
  private static final List<String> MEANING =
      List.of(
          "additionalResources",
          "allowExceptions",
          "conditions",
          "dataMaskPolicyItems",
          "denyExceptions",
          "denyPolicyItems",
          "description",
          "isDenyAllElse",
          "isEnabled",
          "name",
          "policyItems",
          "policyLabels",
          "policyPriority",
          "policyType",
          "resources",
          "rowFilterPolicyItems",
          "validitySchedules",
          "zoneName");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private ExportedForm() {}

  /** Marks all that the policy became. */
  static void mark(Policy policy, List<RangerPolicy> parts) {
    String own = text(policy);
    for (int i = 0; i < parts.size(); i++) {
      RangerPolicy part = parts.get(i);
      part.setOptions(
          new HashMap<>(
              Map.of(
                  POLICY,
                  own,
                  PART,
                  (i + 1) + "/" + parts.size(),
                  FINGERPRINT,
                  fingerprint(part))));
    }
  }

  /** The policy in Lily's words, the same text in each of its parts; empty for Ranger's own. */
  static String ownWords(JsonNode part) {
    return part.path("options").path(POLICY).asText("");
  }

  static Policy read(String ownWords) throws IOException {
    return JSON.readValue(ownWords, Policy.class).stored(0, 0, "", 0);
  }

  /** Whether these are all the parts of one policy, as they were exported. */
  static boolean isIntact(List<JsonNode> parts) throws IOException {
    Set<String> found = new HashSet<>();
    String last = "";
    for (JsonNode part : parts) {
      JsonNode options = part.path("options");
      String printed = fingerprint(RangerJson.read(part, RangerPolicy.class));
      if (!options.path(FINGERPRINT).asText().equals(printed)) {
        return false;
      }
      String number = options.path(PART).asText();
      found.add(number);
      last = number.substring(number.indexOf('/') + 1);
    }
    return last.equals(String.valueOf(found.size()));
  }

  private static String fingerprint(RangerPolicy part) {
    JsonNode all = RangerJson.tree(part);
    Map<String, Object> meaning = new TreeMap<>();
    for (String field : MEANING) {
      Object value = plain(all.get(field));
      if (value != null) {
        meaning.put(field, value);
      }
    }
    try {
      byte[] text = meaning.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The same for what is absent, null and empty; names in any order. */
  private static @Nullable Object plain(@Nullable JsonNode node) {
    if (node == null || node.isNull() || node.isValueNode() && node.asText().isEmpty()) {
      return null;
    }
    if (node.isArray()) {
      List<Object> items = children(node).toList();
      boolean names = items.stream().allMatch(String.class::isInstance);
      return items.isEmpty() ? null : names ? items.stream().sorted().toList() : items;
    }
    if (node.isObject()) {
      Map<String, Object> fields = new TreeMap<>();
      node.properties()
          .forEach(
              one -> {
                Object value = plain(one.getValue());
                if (value != null) {
                  fields.put(one.getKey(), value);
                }
              });
      return fields.isEmpty() ? null : fields;
    }
    return node.toString();
  }

  private static Stream<Object> children(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .flatMap(one -> Stream.ofNullable(plain(one)));
  }

  private static String text(Policy policy) {
    try {
      return JSON.writeValueAsString(policy);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
