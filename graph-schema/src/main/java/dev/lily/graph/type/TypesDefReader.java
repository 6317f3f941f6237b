package dev.lily.graph.type;

import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.type.EntityDef.RelationshipAttribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Type definitions from Atlas's JSON (classes AtlasTypesDef and below of atlas-intg). */
final class TypesDefReader {
  private TypesDefReader() {}

  static TypesDef types(JsonCursor json) {
    return new TypesDef(
        json.list("enumDefs", named(TypesDefReader::enumDef)),
        json.list("structDefs", named(TypesDefReader::structDef)),
        json.list("classificationDefs", named(TypesDefReader::classificationDef)),
        json.list("entityDefs", named(TypesDefReader::entityDef)),
        json.list("relationshipDefs", named(TypesDefReader::relationshipDef)),
        json.list("businessMetadataDefs", named(TypesDefReader::businessMetadataDef)));
  }

  private static <T extends TypeDef> Function<JsonCursor, T> named(Function<JsonCursor, T> reader) {
    return json -> {
      T def = reader.apply(json);
      if (def.name().isEmpty()) {
        throw json.missing(ErrorCode.TYPE_NAME_INVALID_FORMAT, "name");
      }
      return def;
    };
  }

  private static TypeHead head(JsonCursor json) {
    return new TypeHead(
        json.text("guid"),
        json.text("name"),
        json.text("description"),
        json.text("typeVersion"),
        json.text("serviceType"),
        json.textMap("options"),
        new AuditInfo(
            json.time("createTime"),
            json.time("updateTime"),
            json.text("createdBy"),
            json.text("updatedBy"),
            json.number("version", 0L)));
  }

  private static EnumDef enumDef(JsonCursor json) {
    return new EnumDef(
        head(json),
        json.list(
            "elementDefs",
            element ->
                new EnumDef.Element(
                    element.text("value"),
                    element.text("description"),
                    element.number("ordinal", 0))),
        json.text("defaultValue"));
  }

  private static StructDef structDef(JsonCursor json) {
    return new StructDef(head(json), attributes(json));
  }

  private static ClassificationDef classificationDef(JsonCursor json) {
    return new ClassificationDef(
        head(json),
        attributes(json),
        json.texts("superTypes"),
        json.texts("entityTypes"),
        json.texts("subTypes"));
  }

  private static EntityDef entityDef(JsonCursor json) {
    Map<String, List<AttributeDef>> business = new LinkedHashMap<>();
    json.object("businessAttributeDefs")
        .ifPresent(
            map ->
                map.node()
                    .fieldNames()
                    .forEachRemaining(
                        name -> business.put(name, map.list(name, TypesDefReader::attribute))));
    return new EntityDef(
        head(json),
        attributes(json),
        json.texts("superTypes"),
        json.texts("subTypes"),
        json.list("relationshipAttributeDefs", TypesDefReader::relationshipAttribute),
        business);
  }

  private static RelationshipAttribute relationshipAttribute(JsonCursor json) {
    return new RelationshipAttribute(
        attribute(json), json.text("relationshipTypeName"), json.flag("isLegacyAttribute"));
  }

  private static RelationshipDef relationshipDef(JsonCursor json) {
    return new RelationshipDef(
        head(json),
        attributes(json),
        json.choice("relationshipCategory", RelationshipCategory.ASSOCIATION),
        json.text("relationshipLabel"),
        json.choice("propagateTags", PropagateTags.NONE),
        end(json, "endDef1"),
        end(json, "endDef2"));
  }

  private static RelationshipEndDef end(JsonCursor json, String field) {
    return json.object(field)
        .map(
            end ->
                new RelationshipEndDef(
                    end.text("type"),
                    end.text("name"),
                    end.flag("isContainer"),
                    end.choice("cardinality", Cardinality.SINGLE),
                    end.flag("isLegacyAttribute"),
                    end.text("description")))
        .orElseGet(() -> new RelationshipEndDef("", "", false, Cardinality.SINGLE, false, ""));
  }

  private static BusinessMetadataDef businessMetadataDef(JsonCursor json) {
    return new BusinessMetadataDef(head(json), attributes(json));
  }

  private static List<AttributeDef> attributes(JsonCursor json) {
    return json.list("attributeDefs", TypesDefReader::attribute);
  }

  private static AttributeDef attribute(JsonCursor json) {
    return new AttributeDef(
        json.text("name"),
        json.text("typeName"),
        json.flag("isOptional"),
        json.choice("cardinality", Cardinality.SINGLE),
        json.number("valuesMinCount", AttributeDef.NOT_SET),
        json.number("valuesMaxCount", AttributeDef.NOT_SET),
        json.flag("isUnique"),
        json.flag("isIndexable"),
        json.flag("includeInNotification"),
        json.text("defaultValue"),
        json.text("description"),
        json.number("searchWeight", AttributeDef.NOT_SET),
        json.choice("indexType", IndexType.DEFAULT),
        json.list("constraints", TypesDefReader::constraint),
        json.textMap("options"),
        json.text("displayName"));
  }

  private static ConstraintDef constraint(JsonCursor json) {
    return new ConstraintDef(json.text("type"), json.textMap("params"));
  }
}
