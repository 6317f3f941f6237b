package dev.lily.policy;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Classification;
import java.util.List;

/**
 * Foretells what other classifications of assets, or other policies, would do to what principals
 * see in the engines; changes nothing. The answers are those that {@link Decisions} gives once
 * things are so. Safe for many threads.
 */
public interface AccessForecast {

  /** Looks at what would become of the assets, as far as the limits let it. */
  Outlook of(TenantId tenant, List<Change> changes, Limits limits);

  /**
   * Looks at what would be seen of the assets with other policies, as far as the limits let it.
   *
   * @param proposed all policies as they would be
   */
  Outlook of(TenantId tenant, PolicySet proposed, Iterable<AssetKey> assets, Limits limits);

  /** An asset and all classifications that it would carry. */
  record Change(AssetKey asset, List<Classification> after) {
    public Change {
      after = List.copyOf(after);
    }
  }

  /**
   * How far to look.
   *
   * @param principals how many of those that the policies name
   * @param questions how many times to ask the engine; alike resources share a question
   * @param examples how many resources to name of each shift
   */
  record Limits(int principals, int questions, int examples) {
    public static final Limits STANDARD = new Limits(100, 20_000, 5);
  }

  /** Whom a policy names; {@code EVERYONE_ELSE} stands for a user of whom no policy knows. */
  enum Kind {
    EVERYONE_ELSE,
    USER,
    GROUP,
    ROLE
  }

  /**
   * A user with the groups and roles of the directory, or somebody who is in that one group or has
   * that one role and no other.
   */
  record Who(Kind kind, String name) {}

  /** What somebody sees of a column; of a container, of a column inside without tags of its own. */
  enum Sight {
    CLEAR,
    ROWS_FILTERED,
    MASKED,
    DENIED
  }

  /** A resource of an engine and the asset that it is. */
  record Place(String service, EngineResource resource, AssetKey asset) {}

  /** So many resources would be seen otherwise. */
  record Shift(Sight before, Sight after, int count, List<Place> examples) {
    public Shift {
      examples = List.copyOf(examples);
    }

    public boolean losesClear() {
      return before == Sight.CLEAR;
    }

    public boolean gainsClear() {
      return after == Sight.CLEAR;
    }
  }

  /** What would be different for one principal. */
  record Effects(Who who, List<Shift> shifts) {
    public Effects {
      shifts = List.copyOf(shifts);
    }
  }

  /**
   * The answer.
   *
   * @param resources how many resources of engines the assets are
   * @param principals how many principals the policies name
   * @param evaluated how many of {@code resources × principals} were looked at
   * @param effects only principals for whom something would be different
   */
  record Outlook(int resources, int principals, long evaluated, List<Effects> effects) {
    public static final Outlook NOTHING = new Outlook(0, 0, 0, List.of());

    public Outlook {
      effects = List.copyOf(effects);
    }

    /** How many pairs of a resource and a principal there are. */
    public long total() {
      return (long) resources * principals;
    }
  }
}
