package dev.lily.graph.activity;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the history of an asset: later times are before earlier ones, and later events of one
 * time before earlier ones. Its text is {@code time:id}.
 *
 * @param time epoch milliseconds
 * @param id of a change event, {@code <position>-<index>}; with a {@code p} before the index if it
 *     is about what propagated, whose positions are their own
 */
public record ActivityMark(long time, String id) implements Comparable<ActivityMark> {
  private static final Pattern ID = Pattern.compile("(\\d{1,18})-(p?)(\\d{1,9})");
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}):(\\d{1,18}-p?\\d{1,9})");
  private static final Comparator<ActivityMark> NEWEST_FIRST =
      Comparator.comparingLong(ActivityMark::time)
          .thenComparing(ActivityMark::isPropagated)
          .thenComparing(ActivityMark::position)
          .thenComparing(ActivityMark::index)
          .reversed();

  public ActivityMark {
    if (time < 0 || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException("'" + id + "' at " + time + " is no event");
    }
  }

  /** Reads what {@link #toString} wrote; empty where it did not. */
  public static Optional<ActivityMark> parse(String text) {
    Matcher form = TEXT.matcher(text.strip());
    return form.matches()
        ? Optional.of(new ActivityMark(Long.parseLong(form.group(1)), form.group(2)))
        : Optional.empty();
  }

  public boolean isPropagated() {
    return !part(2).isEmpty();
  }

  public long position() {
    return Long.parseLong(part(1));
  }

  public int index() {
    return Integer.parseInt(part(3));
  }

  private String part(int group) {
    Matcher form = ID.matcher(id);
    return form.matches() ? form.group(group) : "";
  }

  @Override
  public int compareTo(ActivityMark other) {
    return NEWEST_FIRST.compare(this, other);
  }

  @Override
  public String toString() {
    return time + ":" + id;
  }
}
