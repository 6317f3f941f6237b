package dev.lily.graph.store;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.asset.PropagateTags;
import dev.lily.graph.asset.Relationship;
import dev.lily.graph.rule.RuleSet;
import dev.lily.graph.type.RelationshipType;
import dev.lily.graph.type.TypeRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.janusgraph.core.JanusGraphTransaction;
import org.jspecify.annotations.Nullable;

/** Reads the whole graph once, for what is rebuilt from it. */
public final class GraphScan {
  private final GraphAccess access;
  private final TypeRegistry types;

  /** The types by which it reads. */
  public TypeRegistry types() {
    return types;
  }

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
   */
  public record Scanned(
      TenantId tenant,
      AssetRef ref,
      boolean deleted,
      List<Classification> classifications,
      String certificate,
      Set<String> aspects,
      Optional<RuleSet> rules,
      List<String> propagated) {

    /** Whether only its relationships, if any, make it known to others. */
    boolean isPlain() {
      return classifications.isEmpty()
          && certificate.isEmpty()
          && rules.isEmpty()
          && propagated.isEmpty();
    }
  }

  /** An active relationship, without its own guid and the names of its ends. */
  public record Link(
      RelationshipType type,
      Guid end1,
      Guid end2,
      PropagateTags propagateTags,
      Set<String> blocked,
      Map<String, @Nullable Object> attributes) {}

  /** Takes what is read, in the thread that asked for it. */
  public interface Taker {
    void asset(Scanned asset);

    /** Both assets came before. */
    void link(TenantId tenant, Link link);
  }

  /**
   * Gives every asset that has a classification, a certificate, rules, or a relationship of the
   * wanted types or with a propagateTags of its own, and each of these relationships once. Of what
   * is changed meanwhile it gives the former or the later state, or of a new relationship nothing.
   */
  public void read(Predicate<RelationshipType> wanted, Taker taker) {
    LinkJoin join = new LinkJoin(taker);
    new RowScan(access.graph())
        .read(transaction -> new ScanReader(access, types, wanted, transaction), join::take);
  }

  /** Gives the active relationships of the wanted types, with the names of both ends. */
  public void relationships(
      Predicate<RelationshipType> wanted, BiConsumer<TenantId, Relationship> taker) {
    access.count(
        row -> {
          for (RelationshipRows.Edge edge : access.relationships().of(types, row, Direction.OUT)) {
            if (wanted.test(edge.type()) && edge.isActive()) {
              taker.accept(row.tenant(), edge.relationship());
            }
          }
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
}
