package dev.lily.graph.type;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The models that every catalog starts with, in the order in which they build on each other. */
public final class BuiltInModels {
  private static final List<String> NAMES =
      List.of(
          "0010-base",
          "1020-files",
          "1030-hive",
          "1065-avro",
          "1070-kafka",
          "1100-spark",
          "2010-rdbms",
          "3030-aws-s3",
          "5010-dashboards",
          "6000-trino",
          "7000-openlineage",
          "8000-lily");

  private BuiltInModels() {}

  /** All models, ready to be created one after the other. */
  public static List<TypesDef> load() {
    return NAMES.stream().map(BuiltInModels::load).toList();
  }

  private static TypesDef load(String name) {
    String resource = "models/" + name + ".json";
    try (InputStream json =
        Objects.requireNonNull(BuiltInModels.class.getResourceAsStream(resource), resource)) {
      return TypesDefCodec.decode(json.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Creates what the registry lacks; types that exist stay as they are. */
  public static TypeChange install(TypeRegistry registry, Revision revision) {
    TypesDef missing =
        TypesDef.of(
            load().stream()
                .flatMap(model -> model.all().stream())
                .filter(def -> registry.findDef(def.name()).isEmpty())
                .toList());
    return registry.create(missing, revision);
  }

  /** The names of all types of all models. */
  public static Set<String> names() {
    return load().stream()
        .flatMap(model -> model.all().stream())
        .map(TypeDef::name)
        .collect(Collectors.toUnmodifiableSet());
  }
}
