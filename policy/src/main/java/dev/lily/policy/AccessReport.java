package dev.lily.policy;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.policy.AccessForecast.Sight;
import dev.lily.policy.AccessForecast.Who;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Who sees what of an asset in the engines, and why; the same decisions as {@link Decisions}. */
public interface AccessReport {

  /**
   * An asset that somebody may read.
   *
   * @param columnType in the words of the engine, for the expressions of masks
   * @param columns those of a table; asked for only where an engine takes it for one
   */
  record Subject(AssetKey asset, String columnType, Supplier<List<Column>> columns) {
    /** An asset without columns. */
    public Subject(AssetKey asset, String columnType) {
      this(asset, columnType, List::of);
    }
  }

  /** A column of a table that somebody may read. */
  record Column(AssetKey asset, String type) {}

  /**
   * What somebody sees of a resource of an engine; of a table or anything around it, of a column
   * inside that no tag and no policy names.
   *
   * @param decisive the decision that makes it so
   * @param rowFilter of the table, where a condition hides some of its rows
   * @param columns of a table: those of its columns that are seen otherwise
   * @param monitored what they would see were the monitored policies in force; absent for the same
   * @param everyoneElse what one sees whom no policy names: why it is an exception that somebody
   *     sees it in clear; absent for the same
   */
  record View(
      String service,
      EngineResource resource,
      Who who,
      Sight sight,
      Decision decisive,
      Optional<Decision> rowFilter,
      Optional<Columns> columns,
      Optional<Seen> monitored,
      Optional<Seen> everyoneElse) {

    /** In a few words, like {@code CLEAR, 3 of 20 columns MASKED}. */
    public String summary() {
      return sight + columns.map(Columns::summary).orElse("");
    }
  }

  /**
   * Columns of a table that are seen otherwise than what no tag and no policy names.
   *
   * @param count of all columns that the catalog knows
   */
  record Columns(int count, List<ColumnView> other) {
    public Columns {
      other = List.copyOf(other);
    }

    private String summary() {
      StringBuilder text = new StringBuilder();
      for (Sight sight : Sight.values()) {
        long alike = other.stream().filter(column -> column.sight() == sight).count();
        if (alike > 0) {
          text.append(", %d of %d columns %s".formatted(alike, count, sight));
        }
      }
      return text.toString();
    }
  }

  /**
   * What somebody sees of one column.
   *
   * @param decisive the decision that makes it so
   */
  record ColumnView(AssetKey asset, String name, Sight sight, Decision decisive) {}

  /** What somebody sees, and the decisions that make it so. */
  record Seen(Sight sight, Decision decisive, Optional<Decision> rowFilter) {

    /** Whether it looks the same, whatever the reasons. */
    public boolean looksLike(Seen other) {
      return sight == other.sight
          && decisive.mask().equals(other.decisive.mask())
          && rowFilter
              .flatMap(Decision::rowFilter)
              .equals(other.rowFilter.flatMap(Decision::rowFilter));
    }
  }

  /**
   * The views of those whom policies name, and of one whom none names.
   *
   * @param principals how many there are
   * @param views one for each resource and each of the first principals
   */
  record Report(int principals, List<View> views) {
    public Report {
      views = List.copyOf(views);
    }
  }

  /**
   * Everybody's views.
   *
   * @param limit how many principals to look at
   */
  Report of(TenantId tenant, Subject subject, int limit);

  /** The views of one user, one for each resource; groups of the directory are added. */
  List<View> of(TenantId tenant, Subject subject, String user, Set<String> groups);
}
