package dev.lily.policy;

import static dev.lily.graph.BadRequests.require;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Policies that most tenants need, made from a few parameters. */
public final class PolicyTemplate {
  static final PolicyTemplate MASK_CLASSIFICATION =
      new PolicyTemplate(
          "mask-classification",
          "Columns of a classification are masked for everybody but some groups and users",
          List.of(
              Parameter.required("classification", "a classification, such as PII"),
              Parameter.optional("mask", "a mask type of Ranger", "MASK_HASH"),
              Parameter.optional("exceptGroups", "who sees it in clear", ""),
              Parameter.optional("exceptUsers", "who sees it in clear", "")),
          values ->
              new Policy(
                  values.one("classification") + " is masked",
                  Subjects.EVERYONE,
                  Target.classifications(values.one("classification")),
                  new Effect.Mask(values.mask("mask")),
                  values.subjects("exceptUsers", "exceptGroups")));

  static final PolicyTemplate DENY_CLASSIFICATION =
      new PolicyTemplate(
          "deny-classification",
          "Columns of a classification cannot be read but by some groups and users",
          List.of(
              Parameter.required("classification", "a classification, such as SECRET"),
              Parameter.optional("exceptGroups", "who may read it", ""),
              Parameter.optional("exceptUsers", "who may read it", "")),
          values ->
              new Policy(
                  values.one("classification") + " is closed",
                  Subjects.EVERYONE,
                  Target.classifications(values.one("classification")),
                  new Effect.Deny(Set.of("select")),
                  values.subjects("exceptUsers", "exceptGroups")));

  static final PolicyTemplate FILTER_ROWS =
      new PolicyTemplate(
          "filter-rows",
          "Of a table only the rows of a condition are seen, but by some groups and users",
          List.of(
              Parameter.required("resource", "the table, such as lake.sales.orders"),
              Parameter.required("condition", "SQL, such as country = 'DE'"),
              Parameter.optional("exceptGroups", "who sees every row", ""),
              Parameter.optional("exceptUsers", "who sees every row", "")),
          values ->
              new Policy(
                  "Rows of " + values.one("resource"),
                  Subjects.EVERYONE,
                  values.target("resource"),
                  new Effect.FilterRows(values.one("condition")),
                  values.subjects("exceptUsers", "exceptGroups")));

  static final PolicyTemplate ALLOW_READING =
      new PolicyTemplate(
          "allow-reading",
          "Groups and users may read a catalog, a schema, a table or a column",
          List.of(
              Parameter.required("resource", "a name such as lake.sales or lake.sales.orders"),
              Parameter.optional("groups", "who may read it", ""),
              Parameter.optional("users", "who may read it", "")),
          values ->
              new Policy(
                  "Reading of " + values.one("resource"),
                  values.subjects("users", "groups"),
                  values.target("resource"),
                  new Effect.Allow(Set.of("select", "show", "use")),
                  Subjects.NOBODY));

  private static final List<PolicyTemplate> ALL =
      List.of(MASK_CLASSIFICATION, DENY_CLASSIFICATION, FILTER_ROWS, ALLOW_READING);

  /** A value that the template needs; names are separated by commas. */
  public record Parameter(String name, String description, boolean required, String standard) {
    static Parameter required(String name, String description) {
      return new Parameter(name, description, true, "");
    }

    static Parameter optional(String name, String description, String standard) {
      return new Parameter(name, description, false, standard);
    }
  }

  private final String id;
  private final String description;
  private final List<Parameter> parameters;
  private final Function<Values, Policy> policy;

  private PolicyTemplate(
      String id, String description, List<Parameter> parameters, Function<Values, Policy> policy) {
    this.id = id;
    this.description = description;
    this.parameters = parameters;
    this.policy = policy;
  }

  public String id() {
    return id;
  }

  public String description() {
    return description;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  public static List<PolicyTemplate> all() {
    return ALL;
  }

  public static Optional<PolicyTemplate> named(String id) {
    return ALL.stream().filter(template -> template.id.equals(id)).findFirst();
  }

  /**
   * The policy, not stored yet.
   *
   * @throws CatalogException BAD_REQUEST with the parameter that is missing, unknown or malformed
   */
  public Policy create(Map<String, String> given) {
    for (String name : given.keySet()) {
      require(
          parameters.stream().anyMatch(known -> known.name().equals(name)),
          "%s: template '%s' has %s"
              .formatted(name, id, parameters.stream().map(Parameter::name).toList()));
    }
    for (Parameter known : parameters) {
      require(
          !known.required() || !given.getOrDefault(known.name(), "").isBlank(),
          known.name() + " is missing: " + known.description());
    }
    return policy.apply(new Values(this, given));
  }

  private record Values(PolicyTemplate template, Map<String, String> given) {
    String one(String name) {
      return template.parameters.stream()
          .filter(known -> known.name().equals(name))
          .map(known -> given.getOrDefault(name, known.standard()).strip())
          .findFirst()
          .orElseThrow();
    }

    Set<String> names(String name) {
      return Set.copyOf(
          Stream.of(one(name).split(",", -1))
              .map(String::strip)
              .filter(s -> !s.isEmpty())
              .toList());
    }

    Subjects subjects(String users, String groups) {
      return new Subjects(names(users), names(groups), Set.of(), false);
    }

    MaskType mask(String name) {
      String text = one(name);
      Set<MaskType> plain = EnumSet.complementOf(EnumSet.of(MaskType.CUSTOM));
      return plain.stream()
          .filter(type -> type.name().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new CatalogException(
                      ErrorCode.BAD_REQUEST,
                      name + ": one of " + plain + " is expected, not '" + text + "'"));
    }

    /** Trino's elements for a name with dots. */
    Target target(String name) {
      List<String> elements = List.of("catalog", "schema", "table", "column");
      String[] parts = one(name).split("\\.", -1);
      require(parts.length <= elements.size(), name + ": at most catalog.schema.table.column");
      List<String> pairs = new ArrayList<>();
      for (int i = 0; i < parts.length; i++) {
        require(!parts[i].isBlank(), name + ": an empty part in '" + one(name) + "'");
        pairs.add(elements.get(i));
        pairs.add(parts[i].strip());
      }
      return Target.resources(ResourcePattern.of(pairs.toArray(String[]::new)));
    }
  }
}
