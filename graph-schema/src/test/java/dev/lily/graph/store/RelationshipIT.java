package dev.lily.graph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RelationshipCatalog.Written;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetInput;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.DeleteMode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.asset.RelationshipValues;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.Operation;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.type.TypesDefCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relationships that are written by themselves. */
final class RelationshipIT {
  private static final RequestContext CONTEXT = context(TenantId.DEFAULT);
  private static final RelationshipValues PLAIN = RelationshipValues.NONE;

  @TempDir private Path folder;
  private GraphCatalog catalog;
  private Guid table;
  private Guid other;
  private Guid process;

  @BeforeEach
  void open() throws IOException {
    catalog = GraphCatalog.open(StoreSettings.embedded(folder));
    try (InputStream json = RelationshipIT.class.getResourceAsStream("types.json")) {
      catalog.types().create(CONTEXT, TypesDefCodec.decode(json.readAllBytes()));
    }
    String types =
        """
        {'relationshipDefs':[{'name':'copies','relationshipCategory':'ASSOCIATION',
        'propagateTags':'BOTH','attributeDefs':[
        {'name':'how','typeName':'string','isOptional':false,'cardinality':'SINGLE'},
        {'name':'times','typeName':'int','isOptional':true,'cardinality':'SINGLE'}],
        'endDef1':{'type':'table','name':'copies','cardinality':'SET'},
        'endDef2':{'type':'table','name':'copyOf','cardinality':'SET'}}]}"""
            .replace('\'', '"');
    catalog.types().create(CONTEXT, TypesDefCodec.decode(types.getBytes(StandardCharsets.UTF_8)));
    table = put("table", "a", Map.of());
    other = put("table", "b", Map.of());
    process = put("Process", "p", Map.of());
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void isMadeReadChangedAndDeleted() {
    Written made = catalog.relate(CONTEXT, "copies", table, other, how("by hand"));
    Guid guid = made.relationship().guid();
    assertThat(find(guid)).contains(made.relationship());
    assertThat(made.relationship().propagateTags()).isEqualTo(PropagateTags.BOTH);
    assertThat(made.relationship().audit().createdBy()).isEqualTo("etl");
    assertThat(operations()).containsExactly(Operation.ADDED);

    Relationship changed =
        catalog
            .update(
                CONTEXT,
                guid,
                values(PropagateTags.ONE_TO_TWO, Set.of("PII@" + table), Map.of("times", 3)))
            .relationship();
    assertThat(find(guid)).contains(changed);
    assertThat(changed.attributes()).isEqualTo(Map.of("how", "by hand", "times", 3));
    assertThat(changed.blockedPropagatedClassifications()).containsExactly("PII@" + table);
    assertThat(changed.audit().version()).isEqualTo(1);
    assertThat(catalog.update(CONTEXT, guid, PLAIN).position()).isZero();
    assertThat(operations()).containsExactly(Operation.ADDED, Operation.UPDATED);

    catalog.unrelate(CONTEXT, guid, DeleteMode.SOFT);
    Relationship deleted = find(guid).orElseThrow();
    assertThat(deleted.status()).isEqualTo(AssetStatus.DELETED);
    assertThat(deleted.propagateTags()).isEqualTo(PropagateTags.ONE_TO_TWO);
    refused(
        ErrorCode.RELATIONSHIP_ALREADY_DELETED,
        () -> catalog.unrelate(CONTEXT, guid, DeleteMode.SOFT));
    refused(ErrorCode.RELATIONSHIP_ALREADY_DELETED, () -> catalog.update(CONTEXT, guid, PLAIN));

    Relationship again =
        catalog.relate(CONTEXT, "copies", table, other, how("again")).relationship();
    assertThat(again.guid()).isEqualTo(guid);
    assertThat(again.propagateTags()).isEqualTo(PropagateTags.BOTH);
    assertThat(again.blockedPropagatedClassifications()).isEmpty();
    catalog.unrelate(CONTEXT, guid, DeleteMode.HARD);
    assertThat(find(guid)).isEmpty();
  }

  @Test
  void refusesWhatItsTypeDoesNotAllow() {
    refused(
        ErrorCode.MISSING_MANDATORY_ATTRIBUTE,
        "copies.how",
        () -> catalog.relate(CONTEXT, "copies", table, other, PLAIN));
    refused(
        ErrorCode.UNKNOWN_ATTRIBUTE,
        "nope",
        () ->
            catalog.relate(
                CONTEXT,
                "copies",
                table,
                other,
                new RelationshipValues(Optional.empty(), Optional.empty(), Map.of("nope", 1))));
    refused(
        ErrorCode.INVALID_RELATIONSHIP_END_TYPE,
        "end2",
        () -> catalog.relate(CONTEXT, "copies", table, process, how("x")));
    refused(
        ErrorCode.BAD_REQUEST,
        "end2",
        () -> catalog.relate(CONTEXT, "copies", table, table, how("x")));
    refused(
        ErrorCode.INVALID_PROPAGATION_TYPE,
        "propagateTags",
        () ->
            catalog.relate(
                CONTEXT,
                "process_inputs",
                process,
                table,
                values(PropagateTags.ONE_TO_TWO, Set.of(), Map.of())));
    Guid column = put("column", "c", Map.of());
    refused(
        ErrorCode.INVALID_PROPAGATION_TYPE,
        "its default is NONE, so only NONE is possible",
        () ->
            catalog.relate(
                CONTEXT,
                "table_columns",
                table,
                column,
                values(PropagateTags.BOTH, Set.of(), Map.of())));
    for (String blocked : List.of("NOPE", "PII@" + new Guid(0x123456789abc8123L, 1L << 63))) {
      refused(
          ErrorCode.INVALID_BLOCKED_PROPAGATED_CLASSIFICATION,
          "blockedPropagatedClassifications",
          () ->
              catalog.relate(
                  CONTEXT,
                  "process_inputs",
                  process,
                  table,
                  values(PropagateTags.NONE, Set.of(blocked), Map.of())));
    }
  }

  @Test
  void refusesASecondOneAndASecondOwner() {
    Guid column = put("column", "a.c", Map.of("table", Map.of("guid", table.toString())));
    refused(
        ErrorCode.RELATIONSHIP_ALREADY_EXISTS,
        () -> catalog.relate(CONTEXT, "table_columns", table, column, PLAIN));
    refused(
        ErrorCode.RELATIONSHIP_ALREADY_EXISTS,
        "column.table",
        () -> catalog.relate(CONTEXT, "table_columns", other, column, PLAIN));
    Relationship owned = catalog.relationships(CONTEXT, column).get(0);

    catalog.unrelate(CONTEXT, owned.guid(), DeleteMode.SOFT);
    catalog.relate(CONTEXT, "table_columns", other, column, PLAIN);

    assertThat(catalog.find(CONTEXT, column).orElseThrow().status()).isEqualTo(AssetStatus.ACTIVE);
  }

  @Test
  void keepsWhatItBlocksWhenItsEntityIsSentAgain() {
    Guid guid =
        catalog.relate(CONTEXT, "process_inputs", process, table, PLAIN).relationship().guid();
    Relationship blocking =
        catalog
            .update(CONTEXT, guid, values(PropagateTags.NONE, Set.of("PII"), Map.of()))
            .relationship();

    put("Process", "p", Map.of("inputs", List.of(Map.of("guid", table.toString()))));

    assertThat(find(guid)).contains(blocking);
    refused(
        ErrorCode.INVALID_OBJECT_ID,
        "propagateTags cannot be set with an entity",
        () ->
            put(
                "Process",
                "p",
                Map.of(
                    "inputs", List.of(Map.of("guid", table.toString(), "propagateTags", "NONE")))));
  }

  @Test
  void isNotThereForAnotherTenant() {
    Guid guid = catalog.relate(CONTEXT, "copies", table, other, how("x")).relationship().guid();
    RequestContext stranger = context(new TenantId("other"));

    assertThat(catalog.findRelationship(stranger, guid)).isEmpty();
    refused(
        ErrorCode.RELATIONSHIP_GUID_NOT_FOUND,
        () -> catalog.unrelate(stranger, guid, DeleteMode.HARD));
    refused(ErrorCode.RELATIONSHIP_GUID_NOT_FOUND, () -> catalog.update(stranger, guid, how("y")));
    refused(
        ErrorCode.INSTANCE_GUID_NOT_FOUND,
        () -> catalog.relate(stranger, "copies", other, table, how("x")));
  }

  @Test
  void noGuidLeadsToAnythingElse() {
    for (Guid guid :
        List.of(table, new Guid(0, 0), new Guid(-1, -1), new Guid(0x8000L, 1L << 63))) {
      assertThat(find(guid)).isEmpty();
      refused(ErrorCode.RELATIONSHIP_GUID_NOT_FOUND, () -> catalog.update(CONTEXT, guid, PLAIN));
    }
  }

  @Test
  void anEntityCannotReferToItself() {
    Map<String, Object> byName =
        Map.of("typeName", "table", "uniqueAttributes", Map.of("qualifiedName", "a"));
    for (Map<String, Object> self : List.of(byName, Map.<String, Object>of("guid", "-1"))) {
      for (String end : List.of("copies", "copyOf")) {
        refusesSelf(end, () -> put("table", "a", Map.of(end, List.of(self))));
      }
    }
    refusesSelf(
        "copies", () -> put("table", "new", Map.of("copies", List.of(Map.of("guid", "-1")))));
    AssetInput known =
        new AssetInput(
            table.toString(),
            "table",
            Map.of("copies", List.of(Map.of("guid", table.toString()))),
            Map.of());
    refusesSelf("copies", () -> catalog.apply(CONTEXT, new AssetBatch(List.of(known), false)));

    put("table", "a", Map.of("copies", List.of(Map.of("guid", other.toString()))));
    assertThat(operations()).containsExactly(Operation.ADDED);
  }

  private static void refusesSelf(String end, ThrowingCallable call) {
    refused(ErrorCode.BAD_REQUEST, "table." + end + ": ", call);
  }

  private static RequestContext context(TenantId tenant) {
    return new RequestContext(
        tenant, new Principal("etl", Set.of(), Set.of()), Clock.systemUTC(), "r");
  }

  private Guid put(String type, String name, Map<String, Object> related) {
    AssetInput input =
        new AssetInput("-1", type, Map.of("qualifiedName", name, "name", name), related);
    return catalog
        .apply(CONTEXT, new AssetBatch(List.of(input), false))
        .guidAssignments()
        .get("-1");
  }

  private static RelationshipValues how(String how) {
    return new RelationshipValues(Optional.empty(), Optional.empty(), Map.of("how", how));
  }

  private static RelationshipValues values(
      PropagateTags tags, Set<String> blocked, Map<String, Object> attributes) {
    return new RelationshipValues(Optional.of(tags), Optional.of(blocked), attributes);
  }

  private Optional<Relationship> find(Guid guid) {
    return catalog.findRelationship(CONTEXT, guid);
  }

  private List<Operation> operations() {
    return catalog.outbox().read(0, 1_000).stream()
        .flatMap(entry -> entry.messages().stream())
        .map(message -> ChangeEventCodec.decode(message.value()))
        .map(ChangeEvent::relationships)
        .flatMap(List::stream)
        .map(ChangeEvent.RelationshipChange::operation)
        .toList();
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    refused(code, "", call);
  }

  private static void refused(ErrorCode code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CatalogException.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
