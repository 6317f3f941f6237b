package dev.lily.policy.ranger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import org.apache.ranger.plugin.model.RangerServiceDef;

/**
 * A service definition with what Ranger's engine (seen in 2.9) decides by, and without what is for
 * the screens and checks of Ranger Admin or what the engine assumes anyway. Plug-ins write the
 * definitions of a delta into the file from which they start when nobody answers, so nothing of the
 * former may be missing.
 */
final class LeanDefinition {
  private static final Set<String> UNUSED =
      Set.of(
          "accessTypeRestrictions",
          "category",
          "configs",
          "createTime",
          "dataMaskOptions",
          "description",
          "displayName",
          "enums",
          "excludesSupported",
          "guid",
          "implClass",
          "label",
          "lookupSupported",
          "markerAccessTypes",
          "rbKeyDescription",
          "rbKeyLabel",
          "rbKeyValidationMessage",
          "type",
          "ui.pages",
          "uiHint",
          "updateTime",
          "validationMessage",
          "validationRegEx",
          "version");

  private static final Map<String, JsonNode> ASSUMED =
      Map.of(
          "isEnabled", RangerJson.tree(true),
          "level", RangerJson.tree(1),
          "wildCard", TextNode.valueOf("true"),
          "ignoreCase", TextNode.valueOf("true"),
          "matcher",
              TextNode.valueOf(
                  "org.apache.ranger.plugin.resourcematcher.RangerDefaultResourceMatcher"));

  private static final String ITEM = "itemId";

  /** Where it is left out, children decide. */
  private static final String LEAF = "isValidLeaf";

  private LeanDefinition() {}

  static ObjectNode of(RangerServiceDef full) {
    ObjectNode lean = (ObjectNode) RangerJson.tree(full);
    prune(lean);
    return lean;
  }

  /**
   * The definition of tags beside that of an engine: types of masks are looked up in the engine's,
   * and no policy of ours has conditions.
   */
  static ObjectNode ofTags(RangerServiceDef full) {
    ObjectNode lean = of(full);
    lean.remove("policyConditions");
    if (lean.path("dataMaskDef") instanceof ObjectNode masks) {
      masks.remove("maskTypes");
    }
    return lean;
  }

  private static void prune(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : Set.copyOf(object.properties())) {
        String field = entry.getKey();
        JsonNode value = entry.getValue();
        prune(value);
        if (isNothing(value) && !field.equals(LEAF)
            || UNUSED.contains(field)
            || value.equals(ASSUMED.get(field))
            || field.equals(ITEM) && !object.has("enricher")) {
          object.remove(field);
        }
      }
    } else {
      node.forEach(LeanDefinition::prune);
    }
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull()
        || value.isBoolean() && !value.booleanValue()
        || value.isTextual() && value.textValue().isEmpty()
        || value.isContainerNode() && value.isEmpty();
  }
}
