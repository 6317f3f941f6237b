package dev.lily.server.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a demo started beside the server; closed before it, the last one first. */
final class DemoParts implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Screen screen;

  DemoParts(Screen screen) {
    this.screen = screen;
  }

  synchronized void keep(AutoCloseable part) {
    open.push(part);
  }

  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      close(open.pop());
    }
  }

  /** One that does not close must not keep the others open. */
  private void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception fault) {
      screen.line("left behind", screen.bad(String.valueOf(fault.getMessage())));
    }
  }
}
