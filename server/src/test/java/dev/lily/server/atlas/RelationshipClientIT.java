package dev.lily.server.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.atlas.AtlasClientV2;
import org.apache.atlas.AtlasServiceException;
import org.apache.atlas.model.instance.AtlasClassification;
import org.apache.atlas.model.instance.AtlasEntity;
import org.apache.atlas.model.instance.AtlasEntity.AtlasEntityWithExtInfo;
import org.apache.atlas.model.instance.AtlasObjectId;
import org.apache.atlas.model.instance.AtlasRelationship;
import org.apache.atlas.model.instance.AtlasRelationship.AtlasRelationshipWithExtInfo;
import org.apache.atlas.model.typedef.AtlasClassificationDef;
import org.apache.atlas.model.typedef.AtlasRelationshipDef;
import org.apache.atlas.model.typedef.AtlasRelationshipDef.PropagateTags;
import org.apache.atlas.model.typedef.AtlasRelationshipDef.RelationshipCategory;
import org.apache.atlas.model.typedef.AtlasRelationshipEndDef;
import org.apache.atlas.model.typedef.AtlasStructDef.AtlasAttributeDef;
import org.apache.atlas.model.typedef.AtlasStructDef.AtlasAttributeDef.Cardinality;
import org.apache.atlas.model.typedef.AtlasTypesDef;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Apache Atlas's own client, as it is, writes and reads relationships. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RelationshipClientIT {
  private static final String NAME = "qualifiedName";
  private static final String INPUTS = "dataset_process_inputs";

  private AtlasServer server;
  private AtlasClientV2 client;
  private AtlasHttp http;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = new AtlasServer(folder);
    client = new AtlasClientV2(new String[] {server.address()}, new String[] {"admin", "x"});
    http = new AtlasHttp(server.address(), "admin");
    AtlasTypesDef types = new AtlasTypesDef();
    types.setClassificationDefs(
        List.of(
            new AtlasClassificationDef("PII", "personal", "1.0"),
            new AtlasClassificationDef("COLD", "", "1.0")));
    AtlasRelationshipDef copies =
        new AtlasRelationshipDef(
            "copies",
            "",
            "1.0",
            RelationshipCategory.ASSOCIATION,
            PropagateTags.BOTH,
            end("copies"),
            end("copyOf"));
    AtlasAttributeDef how = new AtlasAttributeDef("how", "string");
    how.setIsOptional(false);
    AtlasAttributeDef times = new AtlasAttributeDef("times", "int");
    times.setIsOptional(true);
    copies.setAttributeDefs(List.of(how, times));
    types.setRelationshipDefs(List.of(copies));
    client.createAtlasTypeDefs(types);
  }

  private static AtlasRelationshipEndDef end(String attribute) {
    return new AtlasRelationshipEndDef("hive_table", attribute, Cardinality.SET);
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void oneIsCreatedReadUpdatedAndDeleted() throws Exception {
    String from = table("from@cl");
    String to = table("to@cl");
    AtlasRelationship wanted = copy(from, to);

    AtlasRelationship created = client.createRelationship(wanted);

    assertThat(created.getTypeName()).isEqualTo("copies");
    assertThat(created.getEnd1().getGuid()).isEqualTo(from);
    assertThat(created.getEnd2().getUniqueAttributes()).isEqualTo(Map.of(NAME, "to@cl"));
    assertThat(created.getPropagateTags()).isEqualTo(PropagateTags.BOTH);
    assertThat(created.getStatus()).isEqualTo(AtlasRelationship.Status.ACTIVE);
    assertThat(created.getLabel()).isEqualTo("r:copies");
    assertThat(created.getCreatedBy()).isEqualTo("admin");
    assertThat(created.getAttributes()).containsEntry("how", "by hand");
    refused(409, "ATLAS-409-00-004", () -> client.createRelationship(copy(from, to)));
    assertThat(related(from, "copies", to)).isEqualTo(created.getGuid());

    AtlasRelationshipWithExtInfo plain = client.getRelationshipByGuid(created.getGuid());
    assertThat(plain.getReferredEntities()).isNull();
    assertThat(plain.getRelationship().getGuid()).isEqualTo(created.getGuid());
    assertThat(client.getRelationshipByGuid(created.getGuid(), true).getReferredEntities())
        .containsOnlyKeys(from, to);

    AtlasRelationship changing = plain.getRelationship();
    changing.setAttribute("times", 3);
    changing.setPropagateTags(PropagateTags.ONE_TO_TWO);
    AtlasRelationship changed = client.updateRelationship(changing);
    assertThat(changed.getPropagateTags()).isEqualTo(PropagateTags.ONE_TO_TWO);
    assertThat(changed.getAttributes()).containsEntry("how", "by hand").containsEntry("times", 3);
    assertThat(changed.getVersion()).isEqualTo(1);

    client.deleteRelationshipByGuid(created.getGuid());
    assertThat(client.getRelationshipByGuid(created.getGuid()).getRelationship().getStatus())
        .isEqualTo(AtlasRelationship.Status.DELETED);
    refused(404, "ATLAS-404-00-00F", () -> client.deleteRelationshipByGuid(created.getGuid()));
    assertThat(client.createRelationship(copy(from, to)).getPropagateTags())
        .isEqualTo(PropagateTags.BOTH);
  }

  @Test
  void endsAreNamedByUniqueAttributesInEitherOrder() throws Exception {
    table("in@cl");
    AtlasEntity process = entity("Process", "reads@cl");
    String job =
        client
            .createEntity(new AtlasEntityWithExtInfo(process))
            .getGuidAssignments()
            .get(process.getGuid());

    AtlasRelationship created =
        client.createRelationship(
            new AtlasRelationship(
                INPUTS,
                new AtlasObjectId("hive_table", NAME, "in@cl"),
                new AtlasObjectId("Process", NAME, "reads@cl")));

    assertThat(created.getEnd1().getGuid()).isEqualTo(job);
    assertThat(created.getEnd2().getTypeName()).isEqualTo("hive_table");
  }

  @Test
  void whatIsWrongIsRefusedWithItsField() throws Exception {
    String from = table("w1@cl");
    String to = table("w2@cl");
    AtlasRelationship created = client.createRelationship(copy(from, to));
    refused(
        400,
        "typeName",
        () -> client.createRelationship(new AtlasRelationship("none", id(from), id(to))));
    AtlasRelationship endless = copy(from, to);
    endless.setEnd1(null);
    refused(400, "end1", () -> client.createRelationship(endless));
    refused(404, "end2", () -> client.createRelationship(copy(to, "no-guid")));
    refused(
        400,
        "copies.how",
        () -> client.createRelationship(new AtlasRelationship("copies", id(to), id(from))));
    AtlasRelationship foreign = copy(to, from);
    foreign.setAttribute("nope", 1);
    refused(400, "nope", () -> client.createRelationship(foreign));
    AtlasRelationship wrongType =
        copy(
            to,
            client.getEntityByAttribute("hive_db", Map.of(NAME, "shop@cl")).getEntity().getGuid());
    refused(400, "end2", () -> client.createRelationship(wrongType));
    AtlasRelationship away = new AtlasRelationship(created);
    away.setHomeId("elsewhere");
    refused(400, "homeId", () -> client.updateRelationship(away));
    AtlasRelationship turned = new AtlasRelationship(created);
    turned.setEnd1(id(to));
    refused(400, "ATLAS-400-00-069", () -> client.updateRelationship(turned));
    AtlasRelationship retyped = new AtlasRelationship(created);
    retyped.setTypeName(INPUTS);
    refused(400, "ATLAS-400-00-06A", () -> client.updateRelationship(retyped));
    AtlasRelationship blocking = new AtlasRelationship(created);
    blocking.setBlockedPropagatedClassifications(Set.of(new AtlasClassification("NOPE")));
    refused(400, "ATLAS-400-00-071", () -> client.updateRelationship(blocking));
    refused(404, "ATLAS-404-00-00C", () -> client.getRelationshipByGuid(from));
    refused(404, "ATLAS-404-00-00C", () -> client.deleteRelationshipByGuid("x"));
    assertThat(
            http.send(
                    "PUT",
                    "/relationship",
                    "{'guid':'" + created.getGuid() + "','propagateTags':'UP'}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void readersReadOnly() throws Exception {
    String guid = client.createRelationship(copy(table("r1@cl"), table("r2@cl"))).getGuid();
    AtlasHttp reader = new AtlasHttp(server.address(), "reader");

    assertThat(reader.get("/relationship/guid/" + guid).status()).isEqualTo(200);
    assertThat(reader.send("DELETE", "/relationship/guid/" + guid, "").status()).isEqualTo(403);
    assertThat(reader.send("PUT", "/relationship", "{'guid':'" + guid + "'}").status())
        .isEqualTo(403);
    assertThat(reader.send("POST", "/relationship/", "{}").status()).isEqualTo(403);
    AtlasHttp steward = new AtlasHttp(server.address(), "steward");
    assertThat(
            steward.send("DELETE", "/relationship/guid/" + guid + "?deleteType=HARD", "").status())
        .isEqualTo(403);
    assertThat(http.send("DELETE", "/relationship/guid/" + guid + "?deleteType=HARD", "").status())
        .isEqualTo(204);
    assertThat(reader.get("/relationship/guid/" + guid).status()).isEqualTo(404);
  }

  @Test
  void aBlockHoldsBackTheOneClassificationUntilItIsTakenAway() throws Exception {
    String first = table("b1@cl");
    String second = table("b2@cl");
    String last = table("b3@cl");
    String job = process("join@cl", List.of(first, second), last);
    tag(first, "PII");
    tag(second, "PII");
    tag(first, "COLD");
    AtlasRelationship edge = edge(job, "inputs", first);
    assertThat(edge.getPropagatedClassifications())
        .extracting(AtlasClassification::getTypeName, AtlasClassification::getEntityGuid)
        .containsExactlyInAnyOrder(tuple("PII", first), tuple("COLD", first));
    assertThat(edge.getBlockedPropagatedClassifications()).isEmpty();

    edge.setBlockedPropagatedClassifications(Set.of(named("PII", first)));
    AtlasRelationship blocking = client.updateRelationship(edge);

    assertThat(blocking.getPropagatedClassifications())
        .extracting(AtlasClassification::getTypeName)
        .containsExactly("COLD");
    assertThat(blocking.getBlockedPropagatedClassifications())
        .extracting(AtlasClassification::getTypeName, AtlasClassification::getEntityGuid)
        .containsExactly(tuple("PII", first));
    assertThat(carried(last)).containsExactlyInAnyOrder(tuple("PII", second), tuple("COLD", first));
    resend(job, "join@cl");
    assertThat(carried(last)).containsExactlyInAnyOrder(tuple("PII", second), tuple("COLD", first));

    blocking.setBlockedPropagatedClassifications(Set.of());
    client.updateRelationship(blocking);
    assertThat(carried(last))
        .containsExactlyInAnyOrder(tuple("PII", first), tuple("PII", second), tuple("COLD", first));
  }

  @Test
  void aBlockLosesNothingThatHasAnotherWay() throws Exception {
    String origin = table("d1@cl");
    String target = table("d2@cl");
    String one = process("one@cl", List.of(origin), target);
    process("two@cl", List.of(origin), target);
    tag(origin, "PII");

    AtlasRelationship edge = edge(one, "inputs", origin);
    edge.setPropagateTags(PropagateTags.NONE);
    client.updateRelationship(edge);

    assertThat(carried(one)).isEmpty();
    assertThat(carried(target)).containsExactly(tuple("PII", origin));
    edge.setPropagateTags(PropagateTags.BOTH);
    refused(400, "ATLAS-400-00-091", () -> client.updateRelationship(edge));
    client.deleteRelationshipByGuid(edge(one, "outputs", target).getGuid());
    assertThat(carried(target)).containsExactly(tuple("PII", origin));
  }

  @Test
  void whatOutlivedItsOriginIsTakenOff() throws Exception {
    String origin = table("o1@cl");
    String target = table("o2@cl");
    String job = process("o@cl", List.of(origin), target);
    AtlasClassification staying = new AtlasClassification("PII");
    staying.setRemovePropagationsOnEntityDelete(false);
    client.addClassifications(origin, List.of(staying));
    refused(400, "ATLAS-400-00-06C", () -> client.removeClassification(target, "PII", origin));
    client.deleteEntityByGuid(origin);
    assertThat(carried(target)).containsExactly(tuple("PII", origin));
    refused(
        400, "ATLAS-400-00-070", () -> client.removeClassification(target, "PII", target + "0"));
    refused(400, "ATLAS-400-00-06C", () -> client.deleteClassification(target, "PII"));

    client.removeClassification(target, "PII", origin);

    assertThat(carried(target)).isEmpty();
    assertThat(carried(job)).containsExactly(tuple("PII", origin));
    assertThat(
            http.send(
                    "DELETE",
                    "/entity/uniqueAttribute/type/Process/classification/PII"
                        + "?attr:qualifiedName=o@cl&associatedEntityGuid="
                        + origin,
                    "")
                .status())
        .isEqualTo(204);
    assertThat(carried(job)).isEmpty();
    refused(400, "ATLAS-400-00-06D", () -> client.removeClassification(target, "PII", origin));
  }

  private static AtlasEntity entity(String type, String name) {
    AtlasEntity entity = new AtlasEntity(type, NAME, name);
    entity.setAttribute("name", name);
    return entity;
  }

  private String table(String name) throws AtlasServiceException {
    AtlasEntity db = entity("hive_db", "shop@cl");
    db.setAttribute("clusterName", "cl");
    AtlasEntity table = entity("hive_table", name);
    table.setRelationshipAttribute("db", new AtlasObjectId(db.getGuid(), "hive_db"));
    AtlasEntityWithExtInfo all = new AtlasEntityWithExtInfo(table);
    all.addReferredEntity(db);
    return client.createEntity(all).getGuidAssignments().get(table.getGuid());
  }

  private String process(String name, List<String> from, String to) throws AtlasServiceException {
    AtlasEntity process = entity("Process", name);
    process.setAttribute("inputs", from.stream().map(RelationshipClientIT::id).toList());
    process.setAttribute("outputs", List.of(id(to)));
    return client
        .createEntity(new AtlasEntityWithExtInfo(process))
        .getGuidAssignments()
        .get(process.getGuid());
  }

  private void resend(String guid, String name) throws AtlasServiceException {
    AtlasEntity known = client.getEntityByGuid(guid).getEntity();
    AtlasEntity process = entity("Process", name);
    process.setAttribute("inputs", known.getAttribute("inputs"));
    process.setAttribute("outputs", known.getAttribute("outputs"));
    process.setAttribute("description", "sent again");
    client.createEntity(new AtlasEntityWithExtInfo(process));
  }

  private AtlasRelationship edge(String process, String attribute, String dataset)
      throws AtlasServiceException {
    return client.getRelationshipByGuid(related(process, attribute, dataset)).getRelationship();
  }

  /** The guid of the relationship by which the one entity has the other as an attribute. */
  private String related(String entity, String attribute, String other)
      throws AtlasServiceException {
    Object all = client.getEntityByGuid(entity).getEntity().getRelationshipAttribute(attribute);
    for (Object one : (List<?>) all) {
      Map<?, ?> id = (Map<?, ?>) one;
      if (other.equals(id.get("guid"))) {
        return String.valueOf(id.get("relationshipGuid"));
      }
    }
    throw new AssertionError(entity + " has no " + attribute + " " + other);
  }

  private void tag(String guid, String name) throws AtlasServiceException {
    client.addClassifications(guid, List.of(new AtlasClassification(name)));
  }

  private static AtlasClassification named(String name, String origin) {
    AtlasClassification classification = new AtlasClassification(name);
    classification.setEntityGuid(origin);
    return classification;
  }

  private List<Tuple> carried(String guid) throws AtlasServiceException {
    return client.getClassifications(guid).getList().stream()
        .map(one -> tuple(one.getTypeName(), one.getEntityGuid()))
        .toList();
  }

  private static AtlasObjectId id(String guid) {
    return new AtlasObjectId(guid);
  }

  private static AtlasRelationship copy(String from, String to) {
    AtlasRelationship copy = new AtlasRelationship("copies", id(from), id(to));
    copy.setAttribute("how", "by hand");
    return copy;
  }

  private static void refused(int status, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AtlasServiceException.class,
            refusal -> assertThat(refusal.getStatus().getStatusCode()).isEqualTo(status))
        .hasMessageContaining(message);
  }
}
