package dev.lily.policy.opa;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a request that knows where it stands, so that a fault can be named.
 *
 * @param parent null for the body
 * @param step the name or index of the part within its parent
 */
record OpaNode(JsonNode node, @Nullable OpaNode parent, Object step) {

  static OpaNode body(JsonNode body) {
    return new OpaNode(body, null, "");
  }

  private String pointer() {
    return parent == null ? "" : parent.pointer() + "/" + step;
  }

  OpaNode at(String field) {
    return new OpaNode(node.path(field), this, field);
  }

  Optional<OpaNode> optional(String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(at(field));
  }

  OpaNode object(String field) {
    OpaNode value = at(field);
    if (!value.node.isObject()) {
      throw value.fault("must be an object");
    }
    return value;
  }

  String text(String field) {
    OpaNode value = at(field);
    return value.text();
  }

  /** A text that is not blank. */
  String name(String field) {
    OpaNode value = at(field);
    if (value.text().isBlank()) {
      throw value.fault("must not be blank");
    }
    return value.text();
  }

  /** The texts of an array; empty where it is absent. */
  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (OpaNode item : optional(field).map(OpaNode::items).orElse(List.of())) {
      texts.add(item.text());
    }
    return texts;
  }

  List<OpaNode> items() {
    if (!node.isArray()) {
      throw fault("must be an array");
    }
    List<OpaNode> items = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new OpaNode(node.get(i), this, i));
    }
    return items;
  }

  private String text() {
    if (!node.isTextual()) {
      throw fault("must be a string");
    }
    return node.textValue();
  }

  private CatalogException fault(String must) {
    return new CatalogException(
        ErrorCode.BAD_REQUEST,
        "OPA request: "
            + (parent == null ? "the body" : pointer())
            + " "
            + must
            + (node.isMissingNode() ? ", and is missing" : ""));
  }
}
