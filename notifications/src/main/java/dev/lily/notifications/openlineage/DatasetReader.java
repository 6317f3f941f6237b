package dev.lily.notifications.openlineage;

import static dev.lily.notifications.openlineage.EventReader.facet;

import dev.lily.notifications.openlineage.ColumnLineage.Source;
import dev.lily.notifications.openlineage.ColumnLineage.Transformation;
import dev.lily.notifications.openlineage.DatasetInfo.Description;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the datasets of one event. Sources of the formats: the facet schemas of OpenLineage 2-0-2
 * in {@code spec/facets}, and their older forms where noted.
 */
final class DatasetReader {
  private final OpenLineageLimits limits;
  private int fields;

  DatasetReader(OpenLineageLimits limits) {
    this.limits = limits;
  }

  DatasetInfo read(JsonCursor dataset) {
    Optional<JsonCursor> facets = EventReader.facets(dataset);
    facets.ifPresent(DatasetReader::checkOwnership);
    facets.ifPresent(DatasetReader::checkQuality);
    dataset.find("inputFacets").ifPresent(DatasetReader::checkQuality);
    dataset.find("outputFacets").ifPresent(DatasetReader::checkQuality);
    return new DatasetInfo(
        datasetName(dataset),
        facet(facets, "schema").map(this::schema).orElse(List.of()),
        facet(facets, "columnLineage").map(this::columnLineage),
        facet(facets, "symlinks").map(this::symlinks).orElse(List.of()),
        facet(facets, "lifecycleStateChange").map(this::lifecycle),
        description(facets));
  }

  private Description description(Optional<JsonCursor> facets) {
    return new Description(
        facet(facets, "datasetType").map(type -> type.text("datasetType")),
        facet(facets, "dataSource").flatMap(source -> source.findText("uri")),
        facet(facets, "dataSource").flatMap(source -> source.findText("name")),
        facet(facets, "documentation").flatMap(this::description));
  }

  private DatasetName datasetName(JsonCursor dataset) {
    return new DatasetName(name(dataset, "namespace"), name(dataset, "name"));
  }

  /** A namespace, name or field that must be there. */
  String name(JsonCursor owner, String name) {
    return bounded(owner.text(name), owner.require(name));
  }

  private String bounded(String name, JsonCursor at) {
    if (name.length() > limits.nameLength()) {
      throw at.tooMany("longer than " + limits.nameLength() + " characters");
    }
    return name;
  }

  /** The description of a documentation facet; empty where it is null or blank. */
  Optional<String> description(JsonCursor documentation) {
    return documentation.findText("description").filter(text -> !text.isBlank()).map(this::cut);
  }

  String cut(String text) {
    return text.length() <= limits.textLength() ? text : text.substring(0, limits.textLength());
  }

  private List<SchemaField> schema(JsonCursor schema) {
    Map<String, SchemaField> found = new LinkedHashMap<>();
    addFields(schema, "", found);
    return List.copyOf(found.values());
  }

  private void addFields(JsonCursor owner, String prefix, Map<String, SchemaField> found) {
    for (JsonCursor field : owner.elements("fields")) {
      count(field);
      String path = bounded(prefix + field.text("name"), field);
      int ordinal = field.findInt("ordinal_position").orElse(found.size() + 1);
      found.putIfAbsent(
          path, new SchemaField(path, field.findText("type"), ordinal, description(field)));
      addFields(field, path + ".", found);
    }
  }

  private void count(JsonCursor field) {
    if (++fields > limits.fields()) {
      throw field.tooMany("more than " + limits.fields() + " fields");
    }
  }

  private ColumnLineage columnLineage(JsonCursor facet) {
    Map<String, List<Source>> byField = new LinkedHashMap<>();
    for (JsonCursor field : facet.require("fields").members()) {
      field.require("inputFields");
      byField.put(bounded(field.step(), field), sources(field, "inputFields", old(field)));
    }
    return new ColumnLineage(
        byField, sources(facet, "dataset", List.of(Transformation.UNSPECIFIED)));
  }

  private List<Source> sources(JsonCursor owner, String name, List<Transformation> otherwise) {
    List<Source> sources = new ArrayList<>();
    for (JsonCursor source : owner.elements(name)) {
      count(source);
      List<Transformation> transformations =
          source.elements("transformations").stream().map(this::transformation).toList();
      sources.add(
          new Source(
              datasetName(source),
              name(source, "field"),
              transformations.isEmpty() ? otherwise : transformations));
    }
    return sources;
  }

  private Transformation transformation(JsonCursor transformation) {
    return new Transformation(
        transformation.text("type"),
        transformation.findText("subtype").orElse(""),
        cut(transformation.findText("description").orElse("")),
        transformation.isTrue("masking"));
  }

  /** Before facet version 1-1-0 the output field said how it is derived, directly in any case. */
  private List<Transformation> old(JsonCursor field) {
    String type = field.findText("transformationType").orElse("");
    String description = cut(field.findText("transformationDescription").orElse(""));
    return List.of(
        new Transformation("DIRECT", type, description, type.equalsIgnoreCase("MASKED")));
  }

  private List<DatasetName> symlinks(JsonCursor facet) {
    return facet.elements("identifiers").stream().map(this::datasetName).distinct().toList();
  }

  private Lifecycle lifecycle(JsonCursor facet) {
    return new Lifecycle(
        EventReader.Choice.of(Lifecycle.Change.class, facet.require("lifecycleStateChange")),
        facet.find("previousIdentifier").map(this::datasetName));
  }

  static void checkOwnership(JsonCursor facets) {
    facet(Optional.of(facets), "ownership")
        .ifPresent(facet -> facet.elements("owners").forEach(owner -> owner.text("name")));
  }

  /** The specification wants columnMetrics; producers that only count rows are let through. */
  private static void checkQuality(JsonCursor facets) {
    facet(Optional.of(facets), "dataQualityMetrics")
        .filter(facet -> !facet.has("rowCount"))
        .ifPresent(facet -> facet.require("columnMetrics"));
    facet(Optional.of(facets), "dataQualityAssertions")
        .ifPresent(facet -> facet.require("assertions"));
  }
}
