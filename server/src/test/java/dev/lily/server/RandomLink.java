package dev.lily.server;

import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.lineage.EdgeKind;
import dev.lily.graph.lineage.LineageEdge;
import dev.lily.graph.lineage.ProcessEnd;
import dev.lily.graph.rule.Transformation;
import dev.lily.graph.type.TypesDef;
import dev.lily.graph.type.TypesDefCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How assets of random graphs are related, and what edge each relationship is. */
enum RandomLink {
  FLOWS("flows", EdgeKind.COLUMN_LINEAGE, PropagateTags.ONE_TO_TWO),
  EITHER_WAY("flows_either_way", EdgeKind.DATASET_LINEAGE, PropagateTags.BOTH),
  CONTAINS("contains", EdgeKind.HIERARCHY, PropagateTags.BOTH),
  /** End 2 owns end 1, which has one owner at most. */
  PART("part", EdgeKind.HIERARCHY, PropagateTags.TWO_TO_ONE),
  TWIN("twin", EdgeKind.ASSOCIATION, PropagateTags.BOTH),
  /** End 1 is the job. */
  INPUT("dataset_process_inputs", EdgeKind.DATASET_LINEAGE, PropagateTags.TWO_TO_ONE),
  OUTPUT("process_dataset_outputs", EdgeKind.DATASET_LINEAGE, PropagateTags.ONE_TO_TWO);

  static final String COLUMN = "column";
  static final String JOB = "job";
  static final String CERTIFICATE = "certificateStatus";
  static final List<String> TAGS = List.of("PII", "SECRET", "GDPR");

  private static final String TYPES =
      """
      {'classificationDefs':[
      {'name':'PII','attributeDefs':[{'name':'level','typeName':'int','isOptional':true}]},
      {'name':'SECRET','superTypes':['PII']},
      {'name':'GDPR','attributeDefs':[{'name':'level','typeName':'int','isOptional':true}]},
      {'name':'DERIVED0'},{'name':'DERIVED1'},{'name':'DERIVED2'}],
      'entityDefs':[
      {'name':'column','superTypes':['DataSet'],'attributeDefs':[
      {'name':'certificateStatus','typeName':'string','isOptional':true}]},
      {'name':'job','superTypes':['Process'],'attributeDefs':[
      {'name':'certificateStatus','typeName':'string','isOptional':true}]}],
      'relationshipDefs':[
      {'name':'flows','relationshipCategory':'ASSOCIATION','propagateTags':'ONE_TO_TWO',
      'options':{'lily.lineage':'true'},
      'attributeDefs':[{'name':'transformations',
      'typeName':'array<openlineage_transformation>','isOptional':true,'cardinality':'SET'}],
      'endDef1':{'type':'column','name':'flowsTo','cardinality':'SET'},
      'endDef2':{'type':'column','name':'flowsFrom','cardinality':'SET'}},
      {'name':'flows_either_way','relationshipCategory':'ASSOCIATION','propagateTags':'BOTH',
      'options':{'lily.lineage':'true'},
      'endDef1':{'type':'column','name':'eitherTo','cardinality':'SET'},
      'endDef2':{'type':'column','name':'eitherFrom','cardinality':'SET'}},
      {'name':'contains','relationshipCategory':'AGGREGATION','propagateTags':'BOTH',
      'endDef1':{'type':'Asset','name':'contents','cardinality':'SET','isContainer':true},
      'endDef2':{'type':'Asset','name':'containers','cardinality':'SET'}},
      {'name':'part','relationshipCategory':'COMPOSITION','propagateTags':'TWO_TO_ONE',
      'endDef1':{'type':'Asset','name':'whole','cardinality':'SINGLE'},
      'endDef2':{'type':'Asset','name':'parts','cardinality':'SET','isContainer':true}},
      {'name':'twin','relationshipCategory':'ASSOCIATION','propagateTags':'BOTH',
      'endDef1':{'type':'Asset','name':'twins','cardinality':'SET'},
      'endDef2':{'type':'Asset','name':'twinOf','cardinality':'SET'}}]}\
      """
          .replace('\'', '"');

  final String type;
  private final EdgeKind kind;
  private final PropagateTags standard;

  RandomLink(String type, EdgeKind kind, PropagateTags standard) {
    this.type = type;
    this.kind = kind;
    this.standard = standard;
  }

  static TypesDef types() {
    return TypesDefCodec.decode(TYPES.getBytes(StandardCharsets.UTF_8));
  }

  /** Which relationships there may be, whichever asset is end 1. */
  static List<RandomLink> between(String end1, String end2) {
    if (end1.equals(COLUMN) && end2.equals(COLUMN)) {
      return List.of(FLOWS, FLOWS, FLOWS, EITHER_WAY, CONTAINS, CONTAINS, PART, TWIN);
    }
    return end1.equals(JOB) && end2.equals(COLUMN)
        ? List.of(INPUT, OUTPUT, INPUT, OUTPUT, CONTAINS)
        : List.of(CONTAINS, PART, TWIN);
  }

  /** The one of that relationship type. */
  static RandomLink of(String type) {
    return Stream.of(values()).filter(link -> link.type.equals(type)).findFirst().orElseThrow();
  }

  /** What passes one of which nothing is said. */
  PropagateTags standard() {
    return standard;
  }

  /** What a relationship may let pass: what its type does, or nothing. */
  List<PropagateTags> possible() {
    return standard == PropagateTags.BOTH
        ? List.of(PropagateTags.values())
        : List.of(standard, standard, PropagateTags.NONE);
  }

  /** The edge of a relationship. */
  LineageEdge edge(
      Guid end1, Guid end2, PropagateTags tags, Set<String> blocked, List<Transformation> ways) {
    LineageEdge edge =
        switch (this) {
          case FLOWS, EITHER_WAY, CONTAINS, TWIN -> LineageEdge.of(end1, end2, type, kind, tags);
          case PART -> LineageEdge.of(end2, end1, type, kind, turned(tags));
          case INPUT ->
              LineageEdge.of(end1, end2, type, kind, tags).at(ProcessEnd.FROM).flowingBackward();
          case OUTPUT -> LineageEdge.of(end1, end2, type, kind, tags).at(ProcessEnd.FROM);
        };
    return edge.blocking(blocked).by(ways);
  }

  private static PropagateTags turned(PropagateTags tags) {
    return switch (tags) {
      case ONE_TO_TWO -> PropagateTags.TWO_TO_ONE;
      case TWO_TO_ONE -> PropagateTags.ONE_TO_TWO;
      case NONE, BOTH -> tags;
    };
  }
}
