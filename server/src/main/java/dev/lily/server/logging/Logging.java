package dev.lily.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import net.logstash.logback.composite.loggingevent.ArgumentsJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventFormattedTimestampJsonProvider;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import org.slf4j.LoggerFactory;

/**
 * Sets up the logs of a server: {@code lily.log} and {@code requests.log} in the folder, rotated by
 * size; the console shows our own warnings and errors.
 */
public final class Logging implements AutoCloseable {
  private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{24} %msg%n";

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Options options;

  /**
   * How logs are kept.
   *
   * @param level the least severe line of lily.log, like {@code info}
   * @param files rotated files kept of each log
   */
  public record Options(Path folder, String level, boolean requests, long fileBytes, int files) {}

  private Logging(Options options) {
    this.options = options;
  }

  /** Replaces whatever logging was set up before. */
  public static Logging start(Options options) {
    Logging logging = new Logging(options);
    logging.context.reset();
    logging.configure();
    return logging;
  }

  @Override
  public void close() {
    context.stop();
  }

  private void configure() {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console());
    root.addAppender(file("lily", line()));
    context.getLogger("dev.lily").setLevel(Level.toLevel(options.level()));
    context.getLogger("io.javalin.Javalin").setLevel(Level.OFF); // we render and log its faults
    Logger requests = context.getLogger(RequestLog.LOGGER);
    requests.setAdditive(false);
    requests.setLevel(options.requests() ? Level.INFO : Level.OFF);
    requests.addAppender(file("requests", json()));
  }

  private ConsoleAppender<ILoggingEvent> console() {
    ConsoleFilter calm = new ConsoleFilter();
    calm.start();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%-5level %msg%n%nopex");
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.addFilter(calm);
    console.start();
    return console;
  }

  private RollingFileAppender<ILoggingEvent> file(String name, Encoder<ILoggingEvent> encoder) {
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    file.setFile(options.folder().resolve(name + ".log").toString());
    file.setEncoder(encoder);
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(file);
    rolling.setFileNamePattern(options.folder().resolve(name + ".%i.log").toString());
    rolling.setMinIndex(1);
    rolling.setMaxIndex(options.files());
    rolling.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(new FileSize(options.fileBytes()));
    size.start();
    file.setRollingPolicy(rolling);
    file.setTriggeringPolicy(size);
    file.start();
    return file;
  }

  private PatternLayoutEncoder line() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(LINE);
    encoder.start();
    return encoder;
  }

  private LoggingEventCompositeJsonEncoder json() {
    LoggingEventFormattedTimestampJsonProvider time =
        new LoggingEventFormattedTimestampJsonProvider();
    time.setFieldName("time");
    time.setTimeZone("UTC");
    LoggingEventCompositeJsonEncoder encoder = new LoggingEventCompositeJsonEncoder();
    encoder.setContext(context);
    encoder.getProviders().addProvider(time);
    encoder.getProviders().addProvider(new ArgumentsJsonProvider());
    encoder.start();
    return encoder;
  }
}
