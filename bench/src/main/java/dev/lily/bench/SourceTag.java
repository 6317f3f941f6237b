package dev.lily.bench;

import java.util.ArrayList;
import java.util.List;

/** The classification on the source column, put on and taken off like by a steward. */
record SourceTag(CatalogClient client, String classification, String guid) {
  private static final String ENTITY = "/api/atlas/v2/entity/";

  /** What tells how the tables are called, who asks about them, and what the tag is. */
  static List<Parameter> parameters(Parameter... more) {
    List<Parameter> parameters = new ArrayList<>(TableNaming.parameters());
    parameters.addAll(MaskQuestion.parameters());
    parameters.add(new Parameter("classification", "PII", "that a policy masks"));
    parameters.addAll(List.of(more));
    return parameters;
  }

  /** Sends the events of all tables and waits until the source column is in the catalog. */
  static SourceTag afterLoading(Run run, DerivedColumns derived) {
    CatalogClient client = run.client();
    for (int table = 0; table < derived.tables(); table++) {
      client.postEvent(derived.event(table));
    }
    String classification = run.parameters().text("classification");
    define(client, classification);
    String path = sourcePath(run.parameters().text("column-type"), derived.naming());
    run.await("the source column at " + path, () -> client.find(path).isPresent());
    String guid = Json.parse(client.get(path)).path("entity").path("guid").asText();
    return new SourceTag(client, classification, guid);
  }

  void add() {
    var body = Json.object().arrayNode();
    body.addObject().put("typeName", classification).put("propagate", true);
    client.post(ENTITY + "guid/" + guid + "/classifications", Json.bytes(body));
  }

  void remove() {
    client.delete(ENTITY + "guid/" + guid + "/classification/" + classification);
  }

  /** Makes the type where there is none. */
  static void define(CatalogClient client, String classification) {
    if (client.find("/api/atlas/v2/types/classificationdef/name/" + classification).isEmpty()) {
      var body = Json.object();
      body.putArray("classificationDefs").addObject().put("name", classification);
      client.post("/api/atlas/v2/types/typedefs", body);
    }
  }

  private static String sourcePath(String type, TableNaming naming) {
    String qualifiedName =
        naming.columnQualifiedName(DerivedColumns.SOURCE, DerivedColumns.SOURCE_COLUMN);
    return CatalogClient.entityPath(type, qualifiedName);
  }
}
