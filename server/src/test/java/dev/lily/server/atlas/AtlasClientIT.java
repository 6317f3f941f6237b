package dev.lily.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.atlas.AtlasClientV2;
import org.apache.atlas.AtlasServiceException;
import org.apache.atlas.SortOrder;
import org.apache.atlas.model.SearchFilter;
import org.apache.atlas.model.discovery.AtlasQuickSearchResult;
import org.apache.atlas.model.discovery.AtlasSearchResult;
import org.apache.atlas.model.discovery.SearchParameters;
import org.apache.atlas.model.instance.AtlasClassification;
import org.apache.atlas.model.instance.AtlasEntity;
import org.apache.atlas.model.instance.AtlasEntity.AtlasEntitiesWithExtInfo;
import org.apache.atlas.model.instance.AtlasEntity.AtlasEntityWithExtInfo;
import org.apache.atlas.model.instance.AtlasEntityHeader;
import org.apache.atlas.model.instance.AtlasEntityHeaders;
import org.apache.atlas.model.instance.AtlasObjectId;
import org.apache.atlas.model.instance.AtlasRelatedObjectId;
import org.apache.atlas.model.instance.ClassificationAssociateRequest;
import org.apache.atlas.model.instance.EntityMutationResponse;
import org.apache.atlas.model.lineage.AtlasLineageInfo;
import org.apache.atlas.model.lineage.AtlasLineageInfo.LineageDirection;
import org.apache.atlas.model.lineage.LineageOnDemandConstraints;
import org.apache.atlas.model.typedef.AtlasClassificationDef;
import org.apache.atlas.model.typedef.AtlasEntityDef;
import org.apache.atlas.model.typedef.AtlasEnumDef;
import org.apache.atlas.model.typedef.AtlasStructDef.AtlasAttributeDef;
import org.apache.atlas.model.typedef.AtlasTypesDef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Apache Atlas's own client, as it is, against our routes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AtlasClientIT {
  private static final String NAME = "qualifiedName";

  private AtlasServer server;
  private AtlasClientV2 client;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = new AtlasServer(folder);
    client = new AtlasClientV2(new String[] {server.address()}, new String[] {"admin", "x"});
    AtlasTypesDef types = new AtlasTypesDef();
    types.setClassificationDefs(
        List.of(
            new AtlasClassificationDef("PII", "personal", "1.0"),
            new AtlasClassificationDef("COLD", "", "1.0")));
    client.createAtlasTypeDefs(types);
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
  }

  private static AtlasEntity entity(String type, String name) {
    AtlasEntity entity = new AtlasEntity(type, NAME, name);
    entity.setAttribute("name", name);
    return entity;
  }

  private AtlasEntityHeader table(String name) throws AtlasServiceException {
    AtlasEntity db = entity("hive_db", "shop@cl");
    db.setAttribute("clusterName", "cl");
    AtlasEntity table = entity("hive_table", name);
    table.setRelationshipAttribute(
        "db", new AtlasRelatedObjectId(new AtlasObjectId(db.getGuid(), "hive_db")));
    AtlasEntity column = entity("hive_column", name + ".email");
    column.setAttribute("type", "string");
    column.setRelationshipAttribute("table", new AtlasObjectId(table.getGuid(), "hive_table"));
    AtlasEntitiesWithExtInfo all = new AtlasEntitiesWithExtInfo(List.of(table, column));
    all.addReferredEntity(db);
    EntityMutationResponse response = client.createEntities(all);
    return response.getFirstCreatedEntityByTypeName("hive_table");
  }

  private void process(String name, AtlasEntityHeader from, AtlasEntityHeader to)
      throws AtlasServiceException {
    AtlasEntity process = entity("Process", name);
    process.setAttribute("inputs", List.of(new AtlasObjectId(from.getGuid(), "hive_table")));
    process.setAttribute("outputs", List.of(new AtlasObjectId(to.getGuid(), "hive_table")));
    client.createEntity(new AtlasEntityWithExtInfo(process));
  }

  @Test
  void typesAreCreatedReadUpdatedAndDeleted() throws Exception {
    AtlasEntityDef def = new AtlasEntityDef("shelf", "", "1.0", List.of(), Set.of("DataSet"));
    def.addAttribute(new AtlasAttributeDef("height", "int"));
    AtlasTypesDef types = new AtlasTypesDef();
    types.setEntityDefs(List.of(def));
    AtlasEnumDef mood = new AtlasEnumDef("mood");
    mood.addElement(new AtlasEnumDef.AtlasEnumElementDef("GOOD", "", 1));
    types.setEnumDefs(List.of(mood));

    AtlasTypesDef created = client.createAtlasTypeDefs(types);

    AtlasEntityDef read = client.getEntityDefByName("shelf");
    assertThat(read.getAttribute("height").getTypeName()).isEqualTo("int");
    assertThat(read.getCreatedBy()).isEqualTo("admin");
    assertThat(read.getCreateTime()).isNotNull();
    assertThat(client.getEntityDefByGuid(read.getGuid())).isEqualTo(read);
    assertThat(client.getEnumDefByName("mood").getElement("GOOD").getOrdinal()).isEqualTo(1);
    assertThat(client.typeWithNameExists("shelf")).isTrue();
    assertThat(client.typeWithNameExists("nix")).isFalse();
    SearchFilter filter = new SearchFilter();
    filter.setParam(SearchFilter.PARAM_TYPE, "entity");
    assertThat(client.getAllTypeDefs(filter).getEntityDefs())
        .extracting(AtlasEntityDef::getName)
        .contains("shelf", "hive_table");
    assertThat(String.valueOf(client.getAllTypeDefHeaders(filter))).contains("name=shelf");
    AtlasAttributeDef width = new AtlasAttributeDef("width", "int");
    width.setIsOptional(true);
    def.addAttribute(width);
    assertThat(client.updateAtlasTypeDefs(types).getEntityDefs().get(0).hasAttribute("width"))
        .isTrue();
    client.deleteAtlasTypeDefs(created);
    assertThat(client.typeWithNameExists("shelf")).isFalse();
  }

  @Test
  void entitiesAreCreatedAndRead() throws Exception {
    AtlasEntityHeader header = table("read@cl");

    AtlasEntityWithExtInfo read = client.getEntityByGuid(header.getGuid());
    AtlasEntity table = read.getEntity();
    assertThat(table.getAttribute("name")).isEqualTo("read@cl");
    assertThat(table.getStatus()).isEqualTo(AtlasEntity.Status.ACTIVE);
    assertThat(table.getCreateTime()).isNotNull();
    assertThat(table.getCreatedBy()).isEqualTo("admin");
    assertThat((Collection<?>) table.getRelationshipAttribute("columns")).hasSize(1);
    assertThat(read.getReferredEntities()).hasSize(1);
    assertThat(client.getEntityByAttribute("hive_table", Map.of(NAME, "read@cl")).getEntity())
        .isEqualTo(table);
    assertThat(client.getEntityHeaderByGuid(header.getGuid()).getDisplayText())
        .isEqualTo("read@cl");
    assertThat(client.getEntityHeaderByAttribute("hive_table", Map.of(NAME, "read@cl")).getGuid())
        .isEqualTo(header.getGuid());
    assertThat(client.getEntitiesByGuids(List.of(header.getGuid())).getEntities()).hasSize(1);
    assertThat(
            client
                .getEntitiesByAttribute("hive_table", List.of(Map.of(NAME, "read@cl")))
                .getEntities())
        .hasSize(1);
  }

  @Test
  void entitiesAreUpdatedAndDeleted() throws Exception {
    AtlasEntityHeader header = table("update@cl");
    AtlasEntity change = new AtlasEntity("hive_table", "comment", "short");

    EntityMutationResponse partial =
        client.updateEntityByAttribute(
            "hive_table", Map.of(NAME, "update@cl"), new AtlasEntityWithExtInfo(change));
    assertThat(partial.getPartialUpdatedEntities()).hasSize(1);
    client.partialUpdateEntityByGuid(header.getGuid(), "for all", "description");
    AtlasEntity read = client.getEntityByGuid(header.getGuid()).getEntity();
    assertThat(read.getAttribute("comment")).isEqualTo("short");
    assertThat(read.getAttribute("description")).isEqualTo("for all");
    read.setAttribute("owner", "bob");
    assertThat(client.updateEntity(new AtlasEntityWithExtInfo(read)).getUpdatedEntities())
        .hasSize(1);
    assertThat(client.deleteEntityByGuid(header.getGuid()).getDeletedEntities()).hasSize(2);
    assertThat(client.getEntityByGuid(header.getGuid()).getEntity().getStatus())
        .isEqualTo(AtlasEntity.Status.DELETED);
    table("update2@cl");
    assertThat(
            client
                .deleteEntityByAttribute("hive_table", Map.of(NAME, "update2@cl"))
                .getDeletedEntities())
        .hasSize(2);
    assertThat(
            client
                .deleteEntitiesByGuids(List.of(table("update3@cl").getGuid()))
                .getDeletedEntities())
        .hasSize(2);
  }

  @Test
  void entitiesAreClassified() throws Exception {
    AtlasEntityHeader from = table("from@cl");
    AtlasEntityHeader to = table("to@cl");
    process("copy", from, to);
    String guid = from.getGuid();

    client.addClassifications(guid, List.of(new AtlasClassification("PII")));
    assertThat(client.getClassifications(to.getGuid()).getList())
        .extracting(AtlasClassification::getTypeName, AtlasClassification::getEntityGuid)
        .containsExactly(tuple("PII", guid));
    AtlasClassification staying = new AtlasClassification("PII");
    staying.setPropagate(false);
    client.updateClassifications(guid, List.of(staying));
    assertThat(client.getClassifications(to.getGuid()).getList()).isEmpty();
    client.getEntityClassifications(guid, "PII");
    client.deleteClassification(guid, "PII");
    assertThat(client.getClassifications(guid).getList()).isEmpty();

    Map<String, String> name = Map.of(NAME, "from@cl");
    client.addClassifications("hive_table", name, List.of(new AtlasClassification("COLD")));
    client.updateClassifications("hive_table", name, List.of(staying("COLD")));
    client.removeClassification("hive_table", name, "COLD");
    client.addClassification(
        new ClassificationAssociateRequest(List.of(guid), new AtlasClassification("COLD")));
    client.removeClassification(guid, "COLD", guid);
    AtlasEntityHeader wanted = new AtlasEntityHeader("hive_table", guid, Map.of());
    wanted.setClassifications(List.of(staying("PII")));
    client.setClassifications(new AtlasEntityHeaders(new HashMap<>(Map.of(guid, wanted))));
    assertThat(client.getEntityHeaders(0).getGuidHeaderMap().get(guid).getClassificationNames())
        .containsExactly("PII");
  }

  private static AtlasClassification staying(String name) {
    AtlasClassification classification = new AtlasClassification(name);
    classification.setPropagate(false);
    return classification;
  }

  @Test
  void lineageIsRead() throws Exception {
    AtlasEntityHeader first = table("first@cl");
    AtlasEntityHeader second = table("second@cl");
    process("move", first, second);

    AtlasLineageInfo lineage = client.getLineageInfo(first.getGuid(), LineageDirection.OUTPUT, 3);
    assertThat(lineage.getRelations()).hasSize(2);
    assertThat(lineage.getGuidEntityMap()).containsKeys(first.getGuid(), second.getGuid());
    assertThat(
            client
                .getLineageInfo("hive_table", Map.of(NAME, "second@cl"), LineageDirection.BOTH, 3)
                .getRelations())
        .hasSize(2);
    LineageOnDemandConstraints constraints = new LineageOnDemandConstraints();
    AtlasLineageInfo demanded =
        client.getLineageInfoOnDemand(first.getGuid(), Map.of(first.getGuid(), constraints));
    assertThat(demanded.getRelationsOnDemand()).containsKey(second.getGuid());
  }

  @Test
  void entitiesAreFound() throws Exception {
    String guid = table("findme@cl").getGuid();
    client.addClassifications(guid, List.of(new AtlasClassification("COLD")));

    SearchParameters parameters = new SearchParameters();
    parameters.setTypeName("hive_table");
    parameters.setQuery("findme");
    parameters.setSortBy("name");
    parameters.setSortOrder(SortOrder.ASCENDING);
    AtlasSearchResult found = client.facetedSearch(parameters);
    assertThat(found.getEntities()).extracting(AtlasEntityHeader::getGuid).containsExactly(guid);
    assertThat(found.getSearchParameters().getQuery()).isEqualTo("findme");
    assertThat(client.basicSearch("hive_table", "COLD", null, true, 10, 0).getEntities())
        .extracting(AtlasEntityHeader::getGuid)
        .contains(guid);
    assertThat(client.attributeSearch("hive_table", "name", "findm", 10, 0).getEntities())
        .hasSize(1);
    AtlasQuickSearchResult quick = client.quickSearch("findme", "hive_table", true, 10, 0);
    assertThat(quick.getSearchResults().getEntities()).hasSize(1);
    assertThat(quick.getAggregationMetrics()).containsKey("__typeName");
    assertThat(client.fullTextSearch("findme").getFullTextResult()).isNotEmpty();
  }

  @Test
  void labelsAreSet() throws Exception {
    String guid = table("labels@cl").getGuid();

    client.setLabels(guid, Set.of("gold"));
    client.addLabels(guid, Set.of("silver"));
    client.removeLabels(guid, Set.of("gold"));

    assertThat(client.getEntityByGuid(guid).getEntity().getLabels()).containsExactly("silver");
  }

  @Test
  void refusalsCarryStatusAndCode() {
    assertThatThrownBy(() -> client.getEntityByGuid("nix"))
        .isInstanceOfSatisfying(
            AtlasServiceException.class,
            refusal -> assertThat(refusal.getStatus().getStatusCode()).isEqualTo(404))
        .hasMessageContaining("ATLAS-404-00-005");
  }
}
