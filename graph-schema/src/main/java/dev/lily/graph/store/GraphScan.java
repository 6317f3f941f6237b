package dev.lily.graph.store;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.rule.Aspect;
import dev.lily.graph.rule.RuleAsset;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.store.AssetRows.Row;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.janusgraph.core.JanusGraphTransaction;

/** Reads the whole graph once, in the order of the store, for what is rebuilt from it. */
public final class GraphScan {
  private final GraphAccess access;
  private final TypeRegistry types;

  GraphScan(GraphAccess access, TypeRegistry types) {
    this.access = access;
    this.types = types;
  }

  /**
   * What was read of an asset.
   *
   * @param classifications its own
   * @param certificate its certificateStatus; empty where it has none
   * @param aspects for which it has a value of its own
   * @param rules the rules of the tenant, if the asset holds them
   * @param propagated those that reach it, as they were last written: texts of {@link
   *     dev.lily.graph.asset.WrittenClassification}
   * @param relationships the active ones at whose end 1 it stands: those of the asked types, and
   *     those with a propagateTags of their own
   */
  public record Scanned(
      TenantId tenant,
      AssetRef ref,
      boolean deleted,
      List<Classification> classifications,
      String certificate,
      Set<String> aspects,
      Optional<RuleSet> rules,
      List<String> propagated,
      List<Relationship> relationships) {}

  /** Takes the aspects of an asset that has nothing else to tell. */
  @FunctionalInterface
  public interface Plain {
    void accept(TenantId tenant, Guid asset, Set<String> aspects);
  }

  /** Gives every asset that has a classification or an asked relationship to the consumer. */
  public void read(Predicate<RelationshipType> wanted, Consumer<Scanned> consumer) {
    read(wanted, (tenant, plain, aspects) -> {}, consumer);
  }

  /**
   * The same for who also has to know the others.
   *
   * @param plain takes the aspects of every other asset that has values of its own
   */
  public void read(Predicate<RelationshipType> wanted, Plain plain, Consumer<Scanned> consumer) {
    Set<String> labels =
        types.relationshipTypes().stream()
            .filter(wanted)
            .map(RelationshipType::name)
            .collect(Collectors.toUnmodifiableSet());
    access.count(
        row -> {
          scan(row, labels, plain, consumer);
          return false;
        });
  }

  /** Whether the asset is there and not deleted. */
  public boolean isActive(TenantId tenant, Guid asset) {
    JanusGraphTransaction transaction = access.graph().buildTransaction().readOnly().start();
    try {
      return access
          .locator()
          .find(transaction, tenant, asset)
          .filter(row -> row.status() == AssetStatus.ACTIVE)
          .isPresent();
    } finally {
      transaction.rollback();
    }
  }

  private void scan(Row row, Set<String> labels, Plain plain, Consumer<Scanned> consumer) {
    List<Relationship> relationships = relationships(row, labels);
    Asset asset = access.rows().asset(row);
    List<Classification> own = asset.classifications();
    String certificate = asset.certificate();
    Set<String> aspects = Aspect.allOf(asset);
    Optional<RuleSet> rules = RuleAsset.rulesOf(asset);
    String written = row.values().get(GraphKeys.PROPAGATED);
    List<String> propagated = written == null ? List.of() : List.of(written.split("\n", -1));
    if (!relationships.isEmpty()
        || !own.isEmpty()
        || !certificate.isEmpty()
        || rules.isPresent()
        || !propagated.isEmpty()) {
      consumer.accept(
          new Scanned(
              row.tenant(),
              asset.ref(),
              asset.status() != AssetStatus.ACTIVE,
              own,
              certificate,
              aspects,
              rules,
              propagated,
              relationships));
    } else if (!aspects.isEmpty()) {
      plain.accept(row.tenant(), asset.guid(), aspects);
    }
  }

  /** All edges are one reading of the row; asking for some types reads it for each of them. */
  private List<Relationship> relationships(Row row, Set<String> labels) {
    return access.relationships().of(types, row, Direction.OUT).stream()
        .filter(edge -> labels.contains(edge.type().name()) || edge.hasOwnTags())
        .filter(RelationshipRows.Edge::isActive)
        .map(RelationshipRows.Edge::relationship)
        .toList();
  }
}
