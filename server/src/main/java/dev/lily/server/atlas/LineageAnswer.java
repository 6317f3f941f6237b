package dev.lily.server.atlas;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lily.graph.AssetReader;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.LineageDirection;
import dev.lily.server.atlas.LineageGraph.Degrees;
import dev.lily.server.atlas.LineageGraph.Relation;
import dev.lily.server.http.ApiResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lineage as Atlas's AtlasLineageInfo. */
final class LineageAnswer {
  private final AssetReader reader;
  private final EntityAnswers answers;

  LineageAnswer(AtlasServices services, EntityAnswers answers) {
    reader = services.reader();
    this.answers = answers;
  }

  ApiResponse whole(RequestContext context, Asset base, Constraint constraint, LineageGraph graph) {
    return JsonAnswer.of(
        out -> {
          out.writeStartObject();
          writeCommon(out, context, base, constraint, graph);
          out.writeEndObject();
        });
  }

  ApiResponse onDemand(RequestContext context, Asset base, OnDemand wanted, LineageGraph graph) {
    return JsonAnswer.of(
        out -> {
          out.writeStartObject();
          writeCommon(out, context, base, wanted.base(), graph);
          out.writeObjectFieldStart("relationsOnDemand");
          for (Map.Entry<Guid, Degrees> entry : graph.degrees().entrySet()) {
            out.writeFieldName(entry.getKey().toString());
            write(out, wanted.at(entry.getKey()), entry.getValue());
          }
          out.writeEndObject();
          out.writeObjectFieldStart("lineageOnDemandPayload");
          for (Map.Entry<Guid, Constraint> entry : wanted.byEntity().entrySet()) {
            out.writeFieldName(entry.getKey().toString());
            write(out, entry.getValue());
          }
          out.writeEndObject();
          out.writeEndObject();
        });
  }

  private void writeCommon(
      JsonGenerator out,
      RequestContext context,
      Asset base,
      Constraint constraint,
      LineageGraph graph)
      throws IOException {
    out.writeStringField("baseEntityGuid", base.guid().toString());
    out.writeStringField("lineageDirection", name(constraint.direction()));
    out.writeNumberField("lineageDepth", constraint.depth());
    out.writeFieldName("guidEntityMap");
    answers.headerMap(out, context, entities(context, graph.relations()));
    out.writeArrayFieldStart("relations");
    for (Relation relation : graph.relations()) {
      out.writeStartObject();
      out.writeStringField("fromEntityId", relation.from().toString());
      out.writeStringField("toEntityId", relation.to().toString());
      out.writeStringField("relationshipId", relation.relationship().toString());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private Collection<Asset> entities(RequestContext context, List<Relation> relations) {
    Set<Guid> guids = new LinkedHashSet<>();
    for (Relation relation : relations) {
      guids.add(relation.from());
      guids.add(relation.to());
    }
    return reader.findAll(context, guids).values();
  }

  private static void write(JsonGenerator out, Constraint constraint, Degrees degrees)
      throws IOException {
    out.writeStartObject();
    out.writeBooleanField("hasMoreInputs", degrees.hasMoreInputs());
    out.writeBooleanField("hasMoreOutputs", degrees.hasMoreOutputs());
    out.writeNumberField("inputRelationsCount", degrees.shownInputs);
    out.writeNumberField("outputRelationsCount", degrees.shownOutputs);
    out.writeBooleanField(
        "isInputRelationsReachedLimit", degrees.shownInputs >= constraint.inputs());
    out.writeBooleanField(
        "isOutputRelationsReachedLimit", degrees.shownOutputs >= constraint.outputs());
    out.writeFieldName("onDemandConstraints");
    write(out, constraint);
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Constraint constraint) throws IOException {
    out.writeStartObject();
    out.writeStringField("direction", name(constraint.direction()));
    out.writeNumberField("inputRelationsLimit", constraint.inputs());
    out.writeNumberField("outputRelationsLimit", constraint.outputs());
    out.writeNumberField("depth", constraint.depth());
    out.writeEndObject();
  }

  private static String name(LineageDirection direction) {
    return switch (direction) {
      case UPSTREAM -> "INPUT";
      case DOWNSTREAM -> "OUTPUT";
      case BOTH -> "BOTH";
    };
  }
}
