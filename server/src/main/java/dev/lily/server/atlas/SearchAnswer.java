package dev.lily.server.atlas;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.AssetReader;
import dev.lily.graph.Catalog;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TypeCatalog;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AssetView.Related;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.search.SearchResult;
import dev.lily.graph.type.TypeRegistry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a search found, as Atlas's AtlasSearchResult. */
final class SearchAnswer {
  private final Catalog catalog;
  private final AssetReader reader;
  private final TypeCatalog types;
  private final EntityAnswers answers;

  SearchAnswer(AtlasServices services, EntityAnswers answers) {
    catalog = services.catalog();
    reader = services.reader();
    types = services.types();
    this.answers = answers;
  }

  void write(
      JsonGenerator out, RequestContext context, SearchParameters parameters, SearchResult found)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("queryType", "BASIC");
    JsonAnswer.field(out, "searchParameters", parameters.echo());
    for (String name : List.of("query", "typeName", "classification")) {
      if (parameters.echo().get(name) instanceof String text && !text.isEmpty()) {
        out.writeStringField(echoed(name), text);
      }
    }
    if (!found.assets().isEmpty()) {
      writeEntities(out, context, parameters, found);
    }
    out.writeNumberField("approximateCount", found.total());
    int next = parameters.offset() + parameters.limit();
    if (parameters.paged() && found.total() > next && !found.assets().isEmpty()) {
      out.writeStringField("nextMarker", SearchMarker.at(next, parameters.echo()));
    }
    out.writeEndObject();
  }

  private static String echoed(String parameter) {
    return switch (parameter) {
      case "query" -> "queryText";
      case "typeName" -> "type";
      default -> parameter;
    };
  }

  private void writeEntities(
      JsonGenerator out, RequestContext context, SearchParameters parameters, SearchResult found)
      throws IOException {
    TypeRegistry now = types.types();
    Set<String> standard = parameters.excludeHeaderAttributes() ? Set.of() : HeaderWriter.STANDARD;
    Set<Guid> referred = new LinkedHashSet<>();
    out.writeArrayFieldStart("entities");
    for (Asset asset : found.assets()) {
      Map<String, List<Related>> related = related(context, now, asset, parameters.attributes());
      related.values().forEach(ends -> ends.forEach(end -> referred.add(end.other().guid())));
      HeaderWriter.write(
          out,
          now,
          asset,
          answers.effective(context, asset),
          standard,
          parameters.attributes(),
          related);
    }
    out.writeEndArray();
    if (!referred.isEmpty()) {
      out.writeFieldName("referredEntities");
      answers.headerMap(out, context, reader.findAll(context, referred).values());
    }
  }

  /** The active other ends of the relationships that the attributes name. */
  private Map<String, List<Related>> related(
      RequestContext context, TypeRegistry now, Asset asset, Set<String> attributes) {
    Set<String> names = new LinkedHashSet<>(attributes);
    names.retainAll(now.entityType(asset.typeName()).relationshipAttributes().keySet());
    Map<String, List<Related>> related = new LinkedHashMap<>();
    if (!names.isEmpty()) {
      Map<String, List<Related>> all =
          catalog
              .view(context, asset.guid())
              .map(view -> RelatedEntities.byAttribute(now, view))
              .orElse(Map.of());
      for (String name : names) {
        related.put(
            name,
            all.getOrDefault(name, List.of()).stream()
                .filter(end -> end.relationship().status() == AssetStatus.ACTIVE)
                .toList());
      }
    }
    return related;
  }
}
