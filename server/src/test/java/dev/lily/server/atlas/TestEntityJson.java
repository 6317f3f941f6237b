package dev.lily.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.search.AttributeFilter;
import dev.lily.graph.type.BuiltInModels;
import dev.lily.graph.type.PrimitiveType;
import dev.lily.graph.type.Revision;
import dev.lily.graph.type.TypeRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TestEntityJson {
  private static final Guid DB = new Guid(1, 1);
  private static final Guid ORIGIN = new Guid(2, 2);
  private static final AssetRef SHOP = new AssetRef(DB, new AssetKey("hive_db", "shop@cl"));
  private static final TypeRegistry TYPES =
      BuiltInModels.install(TypeRegistry.empty(), new Revision("test", 1)).registry();

  private static Asset database() {
    return new Asset(
        SHOP,
        AssetStatus.ACTIVE,
        false,
        Map.of("name", "shop", "qualifiedName", "shop@cl", "clusterName", "cl"),
        List.of(),
        Set.of("gold"),
        Map.of(),
        Map.of(),
        new AuditInfo(10, 20, "ann", "bob", 3));
  }

  private static String text(JsonAnswer.Content content) {
    return new String(JsonAnswer.bytes(content), StandardCharsets.UTF_8);
  }

  @Test
  void aHeaderIsWrittenAsAtlasWritesIt() {
    Asset shop = database();
    Classification pii =
        new Classification(
            "PII",
            ORIGIN,
            Map.of("level", "high"),
            Classification.Rules.PROPAGATE,
            List.of(new ValidityPeriod("2026/01/01 00:00:00", "", "UTC")));

    String json =
        text(
            out ->
                HeaderWriter.write(
                    out, TYPES, shop, List.of(pii), Set.of("qualifiedName"), Set.of("location")));

    assertThat(json)
        .isEqualTo(
            """
            {"typeName":"hive_db","attributes":{"qualifiedName":"shop@cl","location":null},\
            "guid":"00000000-0000-0001-0000-000000000001","status":"ACTIVE","displayText":"shop",\
            "classificationNames":["PII"],"classifications":[{"typeName":"PII",\
            "attributes":{"level":"high"},"entityGuid":"00000000-0000-0002-0000-000000000002",\
            "entityStatus":"ACTIVE","propagate":true,"validityPeriods":[{"startTime":\
            "2026/01/01 00:00:00","endTime":"","timeZone":"UTC"}],\
            "removePropagationsOnEntityDelete":true,"restrictPropagationThroughLineage":false,\
            "restrictPropagationThroughHierarchy":false}],"meaningNames":[],"meanings":[],\
            "isIncomplete":false,"labels":["gold"]}""");
  }

  @Test
  void aRelatedEntityIsWrittenAsAtlasWritesIt() {
    AssetRef table = new AssetRef(ORIGIN, new AssetKey("hive_table", "shop.t@cl"));
    Relationship relationship =
        new Relationship(
            new Guid(3, 3),
            "hive_table_db",
            table,
            SHOP,
            AssetStatus.ACTIVE,
            PropagateTags.NONE,
            Set.of(),
            Map.of());
    AssetView view =
        new AssetView(
            database(),
            List.of(new AssetView.Related(relationship, table, AssetStatus.DELETED, "t")));

    String json = text(out -> EntityWriter.write(out, TYPES, view, List.of(), false));

    assertThat(json)
        .contains(
            """
            "guid":"00000000-0000-0001-0000-000000000001","isIncomplete":false,"status":"ACTIVE",\
            "provenanceType":0,"createdBy":"ann","updatedBy":"bob","createTime":10,\
            "updateTime":20,"version":3,""")
        .contains(
            """
            "tables":[{"guid":"00000000-0000-0002-0000-000000000002","typeName":"hive_table",\
            "entityStatus":"DELETED","displayText":"t","relationshipType":"hive_table_db",\
            "relationshipGuid":"00000000-0000-0003-0000-000000000003",\
            "relationshipStatus":"ACTIVE","relationshipAttributes":{"typeName":"hive_table_db"},\
            "qualifiedName":"shop.t@cl"}]""")
        .contains("\"description\":null")
        .endsWith("\"labels\":[\"gold\"],\"proxy\":false}");
  }

  @Test
  void referredEntitiesComeFirstAndTakeTheirGuidFromTheirPlace() {
    JsonFields body =
        JsonFields.of(
            Map.of(
                "referredEntities",
                Map.of("-1", Map.of("typeName", "hive_db")),
                "entity",
                Map.of("guid", "-2", "typeName", "hive_table", "labels", List.of("a"))),
            "");

    assertThat(EntityReader.one(body)).extracting(AssetInput::guid).containsExactly("-1", "-2");
    assertThat(EntityReader.one(body).get(1).labels()).contains(Set.of("a"));
  }

  @Test
  void aClassificationKeepsWhatIsNotSent() {
    Classification known =
        new Classification("PII", DB, Map.of(), Classification.Rules.STAY, List.of());
    JsonFields sent =
        JsonFields.of(Map.of("typeName", "PII", "restrictPropagationThroughLineage", true), "");

    Classification.Rules rules =
        ClassificationCodec.read(sent, DB, Optional.of(known), "a classification").rules();

    assertThat(rules).isEqualTo(new Classification.Rules(false, true, true, false));
    assertThat(ClassificationCodec.read(sent, DB, Optional.empty(), "").rules().propagate())
        .isTrue();
  }

  @Test
  void filtersAreTreesOfComparisons() {
    JsonFields json =
        JsonFields.of(
            Map.of(
                "condition",
                "OR",
                "criterion",
                List.of(
                    Map.of("attributeName", "name", "operator", "=", "attributeValue", "a"),
                    Map.of(
                        "attributeName",
                        "tags",
                        "operator",
                        "containsAny",
                        "attributeValue",
                        "x,y"))),
            "");
    AttributeFilter filter =
        new FilterReader(
                name -> Optional.of(PrimitiveType.STRING),
                "t",
                new FilterOperands(Clock.systemUTC()))
            .read(json);

    assertThat(filter.test(name -> name.equals("name") ? "a" : null)).isTrue();
    assertThat(filter.test(name -> name.equals("tags") ? List.of("y") : null)).isTrue();
    assertThat(filter.test(name -> "b")).isFalse();
  }

  @Test
  void fieldsOfTheWrongShapeAreNamed() {
    JsonFields json = JsonFields.of(Map.of("labels", "x", "limit", "many"), "/entity");

    assertThatThrownBy(() -> json.list("labels"))
        .isInstanceOf(CatalogException.class)
        .hasMessage("/entity/labels must be a list");
    assertThatThrownBy(() -> json.number("limit", 1)).hasMessageContaining("/entity/limit");
    assertThatThrownBy(() -> json.required("typeName", "an entity"))
        .hasMessage("an entity needs a typeName (/entity/typeName)");
  }
}
