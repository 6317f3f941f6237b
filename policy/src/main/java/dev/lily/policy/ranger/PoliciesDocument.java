package dev.lily.policy.ranger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lily.policy.Policy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.util.ServicePolicies;

/** {@code ServicePolicies} in JSON, each policy made when it is written. */
final class PoliciesDocument {
  private final ServiceCompiler compiler;
  private final List<Policy> policies;
  private final JsonGenerator json;

  private PoliciesDocument(ServiceCompiler compiler, List<Policy> policies, JsonGenerator json) {
    this.compiler = compiler;
    this.policies = policies;
    this.json = json;
  }

  static void write(
      ServicePolicies header, ServiceCompiler compiler, List<Policy> policies, OutputStream out)
      throws IOException {
    ObjectNode fields = (ObjectNode) RangerJson.tree(header);
    fields.remove("policies");
    ObjectNode tags = (ObjectNode) fields.remove("tagPolicies");
    tags.remove("policies");
    try (JsonGenerator json = RangerJson.generator(out)) {
      PoliciesDocument document = new PoliciesDocument(compiler, policies, json);
      json.writeStartObject();
      document.fields(fields, false);
      json.writeObjectFieldStart("tagPolicies");
      document.fields(tags, true);
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private void fields(ObjectNode fields, boolean ofTags) throws IOException {
    for (var field : fields.properties()) {
      json.writeFieldName(field.getKey());
      json.writeTree(field.getValue());
    }
    json.writeArrayFieldStart("policies");
    for (Policy policy : policies) {
      if (ServiceCompiler.isTagPolicy(policy) == ofTags) {
        for (RangerPolicy ranger : compiler.compile(policy)) {
          json.writePOJO(ranger);
        }
      }
    }
    json.writeEndArray();
  }
}
