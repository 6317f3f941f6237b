package dev.lily.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One change among many policies and many tagged columns, as a Ranger plug-in that waits for news
 * gets it; and everything, as one that knows nothing does.
 */
final class PluginChanges implements Workload {
  private static final String SERVICE = "trino";

  @Override
  public String name() {
    return "plugin-changes";
  }

  @Override
  public String meaning() {
    return "make policies and tagged hive columns through the API, change one of them at a time and"
        + " read what a waiting Ranger plug-in is answered";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("policies", "500", "made besides those that there are"),
        new Parameter("columns", "10000", "tagged ones, rounded up to whole tables"),
        new Parameter("columns-per-table", "100", "in each table"),
        new Parameter("cluster", "lily", "of the hive tables, as the service's bindings name it"),
        new Parameter("classification", "PII", "on each column"),
        new Parameter("connections", "2", "requests in flight while the columns are made"),
        new Parameter("making-seconds", "3600", "no request that makes columns begins later"),
        new Parameter("changes", "40", "of policies, and as many of tags"));
  }

  @Override
  public Outcome run(Run run) {
    Parameters parameters = run.parameters();
    CatalogClient client = run.client();
    HiveTables tables =
        new HiveTables(
            run.prefix() + "_many",
            parameters.number("columns-per-table", 1, 1000),
            parameters.text("cluster"),
            parameters.text("classification"));
    int made = (parameters.number("columns", 1, 100_000_000) - 1) / tables.columns() + 1;
    ObjectNode findings = Json.object();
    findings.set("making", make(run, tables, made));
    ManyPolicies policies =
        new ManyPolicies(client, run.prefix() + "_", parameters.number("policies", 1, 100_000));
    double storing = Timer.millis(policies::store);
    findings.put("storingPoliciesMilliseconds", Timer.rounded(storing));
    PluginQuestions policyNews = PluginQuestions.policies(client, SERVICE);
    PluginQuestions tagNews = PluginQuestions.tags(client, SERVICE);
    Optional<ServerHeap> heap =
        parameters
            .optional("server-pid")
            .map(any -> ServerHeap.of(parameters.number("server-pid", 1, 999_999_999)));
    findings.set("allPolicies", everything(policyNews, heap));
    findings.set("allTags", everything(tagNews, heap));
    Load load = run.load(1, parameters.number("changes", 1, 100_000));
    Outcome outcome = run.measure(load, policyChange(policies, policyNews), "changes", 1);
    findings.set("policyChange", policyNews.findings());
    Sample tagging = load.run(tagChange(client, tables, tagNews));
    findings.set("tagChange", tagNews.findings().put("failed", tagging.failed()));
    tagging.firstFailure().ifPresent(failure -> findings.put("firstTagFailure", failure));
    outcome.findings().setAll(findings);
    return outcome;
  }

  private static ObjectNode make(Run run, HiveTables tables, int count) {
    Parameters parameters = run.parameters();
    CatalogClient client = run.client();
    SourceTag.define(client, tables.classification());
    client.post("/api/atlas/v2/entity", tables.databaseBody());
    int perRequest = Math.max(1, Math.min(count, 1000 / tables.entitiesPerTable()));
    int calls = (count + perRequest - 1) / perRequest;
    Sample made =
        new Load(
                parameters.number("connections", 1, 256),
                calls,
                Duration.ofSeconds(parameters.number("making-seconds", 1, 86_400)))
            .run(
                index -> {
                  int first = index * perRequest;
                  byte[] body =
                      Json.bytes(tables.bulkBody(first, Math.min(perRequest, count - first)));
                  return () -> client.post("/api/atlas/v2/entity/bulk", body);
                });
    made.firstFailure()
        .ifPresent(
            failure -> {
              throw new BenchException("preparing failed: " + failure);
            });
    return Json.object()
        .put("columns", count * tables.columns())
        .put("seconds", Timer.rounded(made.nanos() / 1e9));
  }

  private static ObjectNode everything(PluginQuestions news, Optional<ServerHeap> heap) {
    ObjectNode found = Json.object();
    heap.ifPresent(server -> found.put("heapBeforeMb", server.live()));
    Download first = news.everything();
    heap.ifPresent(server -> found.put("heapPeakMb", server.peak()));
    heap.ifPresent(server -> found.put("heapAfterMb", server.live()));
    Download again = news.everything();
    return found
        .put("bytes", first.bytes())
        .put("milliseconds", first.milliseconds())
        .put("againMilliseconds", again.milliseconds());
  }

  private static Operation policyChange(ManyPolicies policies, PluginQuestions news) {
    List<ObjectNode> some = policies.some();
    return index -> {
      int which = index % some.size();
      return news.change(
          () -> some.set(which, policies.change(some.get(which), "change " + index)));
    };
  }

  /** Takes the tag off a column and puts it on again. */
  private static Operation tagChange(
      CatalogClient client, HiveTables tables, PluginQuestions news) {
    String path =
        CatalogClient.entityPath("hive_column", tables.columnQualifiedName(0, 0))
            + "&minExtInfo=true";
    String guid = Json.parse(client.get(path)).at("/entity/guid").asText();
    SourceTag tag = new SourceTag(client, tables.classification(), guid);
    return index -> news.change(index % 2 == 0 ? tag::remove : tag::add);
  }
}
