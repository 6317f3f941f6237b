package dev.lily.graph.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Atlas's own models, where the shared test data lies beside the project. */
final class TestAtlasModels {
  private static final String MODELS = "01-atlas/typedefs/apache+atlas/addons/models";

  @Test
  void allModelsLoadInOrderWithTheirPatches() throws IOException {
    TypeRegistry registry = atlas();
    assertThat(registry.entityType("fs_path").isSubTypeOf("Path")).isTrue();
    assertThat(registry.entityType("kafka_topic").attributes())
        .containsKeys("partitionCount", "replicationFactor");
    assertThat(registry.entityType("hive_db").attributes()).containsKey("managedLocation");
    assertThat(registry.entityType("hbase_column_family").attributes())
        .containsKey("bloomFilterType");
    assertThat(
            registry.entityType("hive_process").attributes().get("userName").def().searchWeight())
        .isEqualTo(9);
    assertThat(registry.entityType("hive_column").isLeaf()).isTrue();
    assertThat(registry.entityType("AtlasGlossary").isLeaf()).isFalse();
  }

  @Test
  void everyModelSurvivesReadingAndWriting() throws IOException {
    for (Path file : files(MODELS, path -> !path.toString().contains("patches"))) {
      TypesDef types = read(file);
      assertThat(types.isEmpty()).isFalse();
      assertThat(TypesDefCodec.decode(TypesDefCodec.encode(types)))
          .as(file.toString())
          .isEqualTo(types);
    }
  }

  @Test
  void modelsOfAtlasTestsAndExamplesLoad() throws IOException {
    TypeRegistry builtIn = Types.builtIn();
    for (Path file :
        files("01-atlas", path -> path.toString().matches(".*(tag1|typedef_create)\\.json"))) {
      TypesDef created = builtIn.create(read(file), Types.REVISION).types();
      assertThat(created.isEmpty()).as(file.toString()).isFalse();
    }
  }

  /** Hooks must find the attributes and relationships that they know, with the same rules. */
  @Test
  void builtInModelsAgreeWithAtlas() throws IOException {
    TypeRegistry atlas = atlas();
    for (TypeDef ours : Types.builtIn().definitions().all()) {
      atlas.findDef(ours.name()).ifPresent(theirs -> assertAgree(ours, theirs));
    }
  }

  private static void assertAgree(TypeDef ours, TypeDef theirs) {
    assertThat(ours.attributeDefs().stream().map(TestAtlasModels::facts))
        .as(ours.name())
        .containsExactlyInAnyOrderElementsOf(
            theirs.attributeDefs().stream().map(TestAtlasModels::facts).toList());
    assertThat(ours.head().serviceType()).as(ours.name()).isEqualTo(theirs.head().serviceType());
    if (ours instanceof EntityDef entity) {
      assertThat(entity.superTypes()).isEqualTo(((EntityDef) theirs).superTypes());
    } else if (ours instanceof EnumDef type) {
      assertThat(type.elementDefs()).isEqualTo(((EnumDef) theirs).elementDefs());
    } else if (ours instanceof RelationshipDef relationship) {
      assertThat(facts(relationship)).isEqualTo(facts((RelationshipDef) theirs));
    }
  }

  private static List<Object> facts(AttributeDef def) {
    return List.of(
        def.name(),
        def.typeName(),
        def.cardinality(),
        def.isOptional(),
        def.isUnique(),
        def.isIndexable(),
        def.includeInNotification(),
        def.searchWeight(),
        def.indexType());
  }

  private static List<Object> facts(RelationshipDef def) {
    return List.of(
        def.name(),
        def.relationshipCategory(),
        def.relationshipLabel(),
        def.propagateTags(),
        def.endDef1(),
        def.endDef2());
  }

  private static TypeRegistry atlas() throws IOException {
    TypeRegistry registry = TypeRegistry.empty();
    for (Path area : walk(folder(MODELS), 1, Files::isDirectory)) {
      for (Path file : walk(area, 1, Files::isRegularFile)) {
        registry = registry.create(read(file), Types.REVISION).registry();
      }
      for (Path file : walk(area.resolve("patches"), 1, Files::isRegularFile)) {
        registry = TypePatches.apply(registry, file);
      }
    }
    return registry;
  }

  private static List<Path> files(String folder, Predicate<Path> which) throws IOException {
    return walk(folder(folder), 20, path -> Files.isRegularFile(path) && which.test(path));
  }

  /** What lies in a folder, in the order of the names. */
  private static List<Path> walk(Path folder, int depth, Predicate<Path> which) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder, depth)) {
      return paths.filter(path -> !path.equals(folder)).filter(which).sorted().toList();
    }
  }

  private static Path folder(String name) {
    Optional<Path> folder = Types.sharedData(name);
    assumeTrue(folder.isPresent(), "the shared test data is not here");
    return folder.get();
  }

  private static TypesDef read(Path file) throws IOException {
    return TypesDefCodec.decode(Files.readAllBytes(file));
  }
}
