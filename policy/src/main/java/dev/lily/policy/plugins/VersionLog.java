package dev.lily.policy.plugins;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** When the latest versions of a document came to be. Safe for many threads. */
final class VersionLog {
  private static final int STEPS = 2_000;

  private final Deque<Step> steps = new ArrayDeque<>();

  /** A version, the position of the change log that it contains, and when it came to be. */
  private static final class Step {
    final long version;
    final long time;
    long position;

    Step(long version, long position, long time) {
      this.version = version;
      this.position = position;
      this.time = time;
    }
  }

  /** The version now; the same one again says that it contains more of the change log. */
  synchronized void now(long version, long position, long time) {
    Step last = steps.peekLast();
    if (last != null && last.version == version) {
      last.position = Math.max(last.position, position);
      return;
    }
    steps.addLast(new Step(version, position, time));
    if (steps.size() > STEPS) {
      steps.removeFirst();
    }
  }

  /** How much the version contains of the change log; absent where that is not known any more. */
  synchronized OptionalLong position(long version) {
    return steps.stream().filter(s -> s.version == version).mapToLong(s -> s.position).findFirst();
  }

  /** Since when there is a later version; absent where there is none or that is not known. */
  synchronized OptionalLong outdatedSince(long version) {
    Step first = steps.peekFirst();
    Step last = steps.peekLast();
    if (first == null || last == null || version < first.version || version > last.version) {
      return OptionalLong.empty();
    }
    return steps.stream()
        .filter(step -> step.version > version)
        .mapToLong(step -> step.time)
        .findFirst();
  }

  /** How many versions came after this one, as far as is known. */
  synchronized long behind(long version) {
    Step last = steps.peekLast();
    if (last == null || last.version == version) {
      return 0;
    }
    return Math.max(1, steps.stream().filter(step -> step.version > version).count());
  }
}
