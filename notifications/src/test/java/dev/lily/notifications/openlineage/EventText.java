package dev.lily.notifications.openlineage;

import java.util.ArrayList;
import java.util.List;

/** Writes small events; in the JSON given to it a single quote stands for a double one. */
final class EventText {
  static final String RUN_1 = "00000000-0000-4000-8000-000000000001";
  static final String RUN_2 = "00000000-0000-4000-8000-000000000002";

  private final String head;
  private final String jobFacets;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();

  private EventText(String head, String jobFacets) {
    this.head = head;
    this.jobFacets = jobFacets;
  }

  /** An event of the job {@code etl/load}, so many minutes after noon. */
  static EventText run(String state, String runId, int minute) {
    return run(state, runId, minute, "load");
  }

  static EventText run(String state, String runId, int minute, String job) {
    return new EventText(
        "'eventType':'%s','eventTime':'2026-11-22T12:%02d:00Z','run':{'runId':'%s'},'job':{'namespace':'etl','name':'%s'"
            .formatted(state, minute, runId, job),
        "");
  }

  EventText jobFacets(String facets) {
    return new EventText(head, facets);
  }

  EventText input(String name, String facets) {
    inputs.add(dataset(name, facets));
    return this;
  }

  EventText output(String name, String facets) {
    outputs.add(dataset(name, facets));
    return this;
  }

  static String dataset(String name, String facets) {
    return "{'namespace':'db','name':'%s','facets':{%s}}".formatted(name, facets);
  }

  static String schema(String... fields) {
    List<String> all = new ArrayList<>();
    for (String field : fields) {
      all.add("{'name':'%s','type':'text'}".formatted(field));
    }
    return "'schema':{'fields':[" + String.join(",", all) + "]}";
  }

  /** A column lineage facet; each part is {@code column=dataset.field}. */
  static String lineage(String... parts) {
    List<String> all = new ArrayList<>();
    for (String part : parts) {
      String[] names = part.split("[=.]", 3);
      all.add(
          "'%s':{'inputFields':[{'namespace':'db','name':'%s','field':'%s','transformations':[{'type':'DIRECT','subtype':'IDENTITY'}]}]}"
              .formatted(names[0], names[1], names[2]));
    }
    return "'columnLineage':{'fields':{" + String.join(",", all) + "}}";
  }

  static String lifecycle(String change) {
    return "'lifecycleStateChange':{'lifecycleStateChange':'" + change + "'}";
  }

  static String symlink(String name) {
    return "'symlinks':{'identifiers':[{'namespace':'db','name':'%s','type':'TABLE'}]}"
        .formatted(name);
  }

  static String json(String text) {
    return text.replace('\'', '"');
  }

  @Override
  public String toString() {
    return json(
        "{%s,'facets':{%s}},'inputs':[%s],'outputs':[%s],'producer':'http://test','schemaURL':'http://test'}"
            .formatted(head, jobFacets, String.join(",", inputs), String.join(",", outputs)));
  }
}
