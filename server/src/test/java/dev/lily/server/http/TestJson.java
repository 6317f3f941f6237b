package dev.lily.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.policy.Directory;
import dev.lily.policy.Policy;
import dev.lily.policy.binding.EngineService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read when their body is wrong. */
class TestJson {
  private static final List<String> INNER_WORDS =
      List.of(
          "Cannot", "deserial", "java", "dev.lily", "jackson", "Source", "`", "type id", "null)");
  private static final String POLICY =
      "{'name':'p','subjects':{'everyone':true},'target':{'classifications':['PII']},'effect':{'kind':'mask','type':'MASK'}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'subjects'         | 'subject'          | unknown field /subject, did you mean subjects?; known are [description, effect,
          'everyone':true    | 'evryone':true     | unknown field /subjects/evryone, did you mean everyone?; known are [attributes, everyone, groups, roles, users]
          'everyone':true    | 'everyone':'yes'   | at /subjects/everyone of the body: true or false is expected, not 'yes'
          'everyone':true    | 'users':'bob'      | at /subjects/users of the body: a JSON list is expected
          'everyone':true    | 'users':[null]     | at /subjects of the body: there is a null in it; leave it out
          'everyone':true    | 'users':[{}]       | at /subjects/users/0 of the body: a text is expected
          'everyone':true    | 'attributes':{'a':null} | at /subjects of the body: there is a null in it; leave it out
          'kind':'mask'      | 'kind':'masc'      | at /effect/kind of the body: 'masc' is unknown, did you mean mask?; known are [allow, deny, filter-rows, mask]
          'kind':'mask',     | ''                 | at /effect/kind of the body is missing; known are [allow, deny, filter-rows, mask]
          'type':'MASK'      | 'type':'MASC'      | at /effect/type of the body: one of [
          'type':'MASK'      | 'type':'MASC'      | , not 'MASC'
          'type':'MASK'      | 'typ':'MASK'       | unknown field /effect/typ, did you mean type?; known are [expression,
          ['PII']            | ['PII'],'where':[{'attribute':'a','operator':'~','values':['1']}] | at /target/where/0/operator of the body: one of [=, !=, <, <=, >, >=, in, not-in, like] is expected, not '~'
          'name':'p'         | 'name':'p','priority':99999999999 | at /priority of the body: the number is too large
          'name':'p'         | 'name':'p','priority':'high' | at /priority of the body: a number is expected, not 'high'
          'name':'p'         | 'name':'p','validity':'today' | at /validity of the body: a JSON list is expected
          'name':'p'         | 'name':'p','validity':[{'from':'x'}] | unknown field /validity/0/from; known are [
          'name':'p'         | 'name':'p','mode':'WATCH' | at /mode of the body: one of [MONITOR, ENFORCE] is expected, not 'WATCH'
          'effect':{         | 'effect':[],'x':{  | at /effect
          """)
  void aPolicy(String part, String other, String message) {
    assertThat(POLICY).contains(part);
    refused(Policy.class, POLICY.replace(part, other.equals("''") ? "" : other), message);
  }

  @Test
  void otherBodies() {
    refused(
        Directory.class,
        "{'users':{'bob':{'group':['a']}}}",
        "unknown field /users/bob/group, did you mean groups?");
    refused(Directory.class, "{'users':{'bob':null}}", "there is a null in it");
    refused(
        Directory.class,
        "{'users':{'a/b':{'groups':'x'}}}",
        "at /users/a~1b/groups of the body: a JSON list");
    refused(Directory.class, "[]", "at the top of the body: a JSON object is expected");
    refused(EngineService.class, "{'name':'x','type':'oracle'}", "not 'oracle'");
    refused(
        EngineService.class, "{'name':'x','type':'oracle'}", "one of [trino, hive, postgresql,");
    refused(EngineService.class, "{'name':'x','type':'trino','rule':[]}", "did you mean rules?");
    refused(Policy.class, "{'name':", "the body is not JSON: it ends before it is complete");
    refused(Policy.class, "", "the body is empty");
    refused(Policy.class, "{} {}", "needs a name");
  }

  private static void refused(Class<?> type, String body, String message) {
    byte[] sent = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    CatalogException refusal =
        catchThrowableOfType(CatalogException.class, () -> new Json().readStrictly(sent, type));
    assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(refusal.getMessage()).contains(message).doesNotContain(INNER_WORDS);
  }
}
