package dev.lily.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Keeps the console calm: libraries warn of what is none of an operator's business. */
final class ConsoleFilter extends Filter<ILoggingEvent> {
  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean shown =
        event.getLoggerName().startsWith("dev.lily")
            && event.getLevel().isGreaterOrEqual(Level.WARN);
    return shown ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
