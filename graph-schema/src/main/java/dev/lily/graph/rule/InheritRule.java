package dev.lily.graph.rule;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Assets have the value that another asset has for an aspect, along edges. Only values that assets
 * have themselves are handed on, so what is inherited never runs in circles.
 *
 * @param aspect an attribute, or {@code customAttributes.<key>}; see {@link Aspect}
 * @param depth how many steps at most, as users count: from dataset to dataset through a process is
 *     one, from column to column, from container to content
 * @param source which assets hand on; null for all that are no processes
 * @param target which assets receive; null for all that are no processes
 */
public record InheritRule(
    String id,
    String description,
    boolean disabled,
    String aspect,
    Over over,
    Direction direction,
    int depth,
    Mode mode,
    @Nullable AssetPattern source,
    @Nullable AssetPattern target)
    implements PropagationRule {

  /** Along which edges. */
  public enum Over {
    LINEAGE,
    HIERARCHY
  }

  /** Which way the values go. */
  public enum Direction {
    /** With the data, or from a container to what it contains. */
    DOWN,
    /** Against it. */
    UP
  }

  /** What becomes of values. */
  public enum Mode {
    /** Assets without a value of their own have the nearest one. */
    FILL_BLANKS,
    /** Every asset has the nearest other one, also where it has its own. */
    OVERWRITE,
    /** Every asset is told all of them; its own value stays. */
    COLLECT
  }

  public InheritRule {
    id = Objects.requireNonNullElse(id, "");
    description = Objects.requireNonNullElse(description, "");
    aspect = Objects.requireNonNullElse(aspect, "");
    over = Objects.requireNonNullElse(over, Over.LINEAGE);
    direction = Objects.requireNonNullElse(direction, Direction.DOWN);
    mode = Objects.requireNonNullElse(mode, Mode.FILL_BLANKS);
  }

  /**
   * Whether the asset may hand its value on; facts are asked for only where a pattern needs them.
   */
  public boolean mayGive(Supplier<AssetFacts> asset, boolean process) {
    return fits(source, asset, process);
  }

  /** Whether the asset may receive one; facts are asked for only where a pattern needs them. */
  public boolean mayReceive(Supplier<AssetFacts> asset, boolean process) {
    return fits(target, asset, process);
  }

  /** A process is passed through, unless the pattern speaks of types. */
  private static boolean fits(
      @Nullable AssetPattern pattern, Supplier<AssetFacts> asset, boolean process) {
    if (pattern == null) {
      return !process;
    }
    return (!process || pattern.typeName() != null) && pattern.matches(asset.get());
  }

  @Override
  public List<String> names() {
    return List.of();
  }
}
