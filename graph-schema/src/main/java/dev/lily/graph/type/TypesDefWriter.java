package dev.lily.graph.type;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** Type definitions as Atlas's JSON; what is absent in Atlas's classes is left out. */
final class TypesDefWriter {
  private TypesDefWriter() {}

  static ObjectNode types(TypesDef types) {
    ObjectNode json = object();
    json.set("enumDefs", array(types.enumDefs(), TypesDefWriter::type));
    json.set("structDefs", array(types.structDefs(), TypesDefWriter::type));
    json.set("classificationDefs", array(types.classificationDefs(), TypesDefWriter::type));
    json.set("entityDefs", array(types.entityDefs(), TypesDefWriter::type));
    json.set("relationshipDefs", array(types.relationshipDefs(), TypesDefWriter::type));
    json.set("businessMetadataDefs", array(types.businessMetadataDefs(), TypesDefWriter::type));
    return json;
  }

  static ObjectNode type(TypeDef def) {
    ObjectNode json = head(def);
    if (!(def instanceof EnumDef)) {
      json.set("attributeDefs", array(def.attributeDefs(), TypesDefWriter::attribute));
    }
    if (def instanceof EnumDef type) {
      write(json, type);
    } else if (def instanceof ClassificationDef type) {
      write(json, type);
    } else if (def instanceof EntityDef type) {
      write(json, type);
    } else if (def instanceof RelationshipDef type) {
      write(json, type);
    }
    return json;
  }

  private static ObjectNode head(TypeDef def) {
    TypeHead head = def.head();
    ObjectNode json = object().put("category", def.category().name());
    text(json, "guid", head.guid());
    text(json, "createdBy", head.audit().createdBy());
    text(json, "updatedBy", head.audit().updatedBy());
    number(json, "createTime", head.audit().createTime());
    number(json, "updateTime", head.audit().updateTime());
    number(json, "version", head.audit().version());
    json.put("name", head.name());
    text(json, "description", head.description());
    text(json, "typeVersion", head.typeVersion());
    text(json, "serviceType", head.serviceType());
    if (!head.options().isEmpty()) {
      head.options().forEach(json.putObject("options")::put);
    }
    return json;
  }

  private static void write(ObjectNode json, EnumDef def) {
    json.set(
        "elementDefs",
        array(
            def.elementDefs(),
            element -> {
              ObjectNode item = object().put("value", element.value());
              text(item, "description", element.description());
              return item.put("ordinal", element.ordinal());
            }));
    text(json, "defaultValue", def.defaultValue());
  }

  private static void write(ObjectNode json, ClassificationDef def) {
    json.set("superTypes", texts(def.superTypes()));
    json.set("entityTypes", texts(def.entityTypes()));
    json.set("subTypes", texts(def.subTypes()));
  }

  private static void write(ObjectNode json, EntityDef def) {
    json.set("superTypes", texts(def.superTypes()));
    json.set("subTypes", texts(def.subTypes()));
    json.set(
        "relationshipAttributeDefs",
        array(
            def.relationshipAttributeDefs(),
            end ->
                attribute(end.attribute())
                    .put("relationshipTypeName", end.relationshipTypeName())
                    .put("isLegacyAttribute", end.isLegacyAttribute())));
    ObjectNode business = json.putObject("businessAttributeDefs");
    def.businessAttributeDefs()
        .forEach(
            (name, attributes) -> business.set(name, array(attributes, TypesDefWriter::attribute)));
  }

  private static void write(ObjectNode json, RelationshipDef def) {
    json.put("relationshipCategory", def.relationshipCategory().name());
    text(json, "relationshipLabel", def.relationshipLabel());
    json.put("propagateTags", def.propagateTags().name());
    json.set("endDef1", end(def.endDef1()));
    json.set("endDef2", end(def.endDef2()));
  }

  private static ObjectNode end(RelationshipEndDef end) {
    ObjectNode json =
        object()
            .put("type", end.type())
            .put("name", end.name())
            .put("isContainer", end.isContainer())
            .put("cardinality", end.cardinality().name())
            .put("isLegacyAttribute", end.isLegacyAttribute());
    text(json, "description", end.description());
    return json;
  }

  private static ObjectNode attribute(AttributeDef def) {
    ObjectNode json =
        object()
            .put("name", def.name())
            .put("typeName", def.typeName())
            .put("isOptional", def.isOptional())
            .put("cardinality", def.cardinality().name())
            .put("valuesMinCount", def.valuesMinCount())
            .put("valuesMaxCount", def.valuesMaxCount())
            .put("isUnique", def.isUnique())
            .put("isIndexable", def.isIndexable())
            .put("includeInNotification", def.includeInNotification());
    text(json, "defaultValue", def.defaultValue());
    text(json, "description", def.description());
    json.put("searchWeight", def.searchWeight());
    if (def.indexType() != IndexType.DEFAULT) {
      json.put("indexType", def.indexType().name());
    }
    if (!def.constraints().isEmpty()) {
      json.set("constraints", array(def.constraints(), TypesDefWriter::constraint));
    }
    if (!def.options().isEmpty()) {
      def.options().forEach(json.putObject("options")::put);
    }
    text(json, "displayName", def.displayName());
    return json;
  }

  private static ObjectNode constraint(ConstraintDef constraint) {
    ObjectNode json = object().put("type", constraint.type());
    if (!constraint.params().isEmpty()) {
      constraint.params().forEach(json.putObject("params")::put);
    }
    return json;
  }

  private static void text(ObjectNode json, String field, String value) {
    if (!value.isEmpty()) {
      json.put(field, value);
    }
  }

  private static void number(ObjectNode json, String field, long value) {
    if (value != 0) {
      json.put(field, value);
    }
  }

  private static ArrayNode texts(List<String> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(array::add);
    return array;
  }

  private static <T> ArrayNode array(List<T> values, Function<T, ObjectNode> writer) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(writer.apply(value)));
    return array;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
