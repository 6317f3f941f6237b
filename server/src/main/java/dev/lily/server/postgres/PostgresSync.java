package dev.lily.server.postgres;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.binding.PostgresTarget;
import dev.lily.policy.postgres.Scope;
import dev.lily.policy.tags.TagView;
import dev.lily.policy.tags.TagViews;
import dev.lily.policy.tags.Visible;
import dev.lily.server.postgres.PostgresRun.Kind;
import dev.lily.server.postgres.PostgresRun.Outcome;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one database as policies say, in a thread of its own: after each change, where several that
 * come together are one run; again and again after a failure; and from time to time to find what
 * others changed there.
 */
public final class PostgresSync implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSync.class);
  private static final long FIRST_PAUSE = 500;
  private static final long LONGEST_PAUSE = 30_000;
  private static final long NONE = -1;

  private final TenantId tenant;
  private final EngineService service;
  private final PostgresTarget target;
  private final PostgresRun run;
  private final TagViews tags;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor thread;
  private final ReentrantLock running = new ReentrantLock();
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final AtomicBoolean everything = new AtomicBoolean(true);
  private final AtomicLong oldestEvent = new AtomicLong(Long.MAX_VALUE);
  private final EnforcementListener listener;
  private volatile SyncStatus status = SyncStatus.NEVER;
  private long pause;
  private volatile boolean removed;
  private volatile long tagVersion = NONE;

  /** Told how long after a change of tags it was in the database. */
  @FunctionalInterface
  public interface EnforcementListener {
    void enforced(String service, long millis);
  }

  PostgresSync(
      TenantId tenant,
      EngineService service,
      PostgresRun run,
      TagViews tags,
      Clock clock,
      EnforcementListener listener) {
    this.tenant = tenant;
    this.service = service;
    this.target = Objects.requireNonNull(service.postgresql());
    this.run = run;
    this.tags = tags;
    this.clock = clock;
    this.listener = listener;
    this.thread = new ScheduledThreadPoolExecutor(1, this::daemon, new DiscardPolicy());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private Thread daemon(Runnable task) {
    Thread made = new Thread(task, "postgresql-" + service.name());
    made.setDaemon(true);
    return made;
  }

  EngineService service() {
    return service;
  }

  SyncStatus status() {
    return status;
  }

  /** Whether the database was given back, so that it follows nothing. */
  boolean isRemoved() {
    return removed;
  }

  /** The version of the tags that the database has; -1 for none yet. */
  long tagVersion() {
    return tagVersion;
  }

  /** Begins to follow, unless the service is to be left alone. */
  void start() {
    if (target.automatic()) {
      request();
      Future<?> unused =
          thread.scheduleWithFixedDelay(
              () -> follow(true), target.checkSeconds(), target.checkSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Tags have changed. */
  void changed(Visible visible) {
    oldestEvent.accumulateAndGet(visible.eventTime(), Math::min);
    wake();
  }

  /** Something has changed that may matter for every table. */
  void request() {
    everything.set(true);
    wake();
  }

  private void wake() {
    if (target.automatic() && wanted.compareAndSet(false, true)) {
      thread.execute(() -> follow(false));
    }
  }

  /** Runs now, in the calling thread. */
  Outcome run(Kind kind) throws SQLException {
    if (!kind.writes()) {
      return run.run(tenant, service, kind, Scope.ALL);
    }
    running.lock();
    try {
      everything.set(true);
      return write(kind, false);
    } finally {
      running.unlock();
    }
  }

  private void follow(boolean check) {
    running.lock();
    try {
      if (check && (wanted.get() || status.failing())) {
        return;
      }
      wanted.set(false);
      boolean quiet = check && oldestEvent.get() == Long.MAX_VALUE && !everything.get();
      Outcome outcome = write(Kind.APPLY, quiet);
      if (outcome.failures().isEmpty()) {
        pause = 0;
      } else {
        again();
      }
    } catch (SQLException | RuntimeException failure) {
      if (!isGone(failure)) {
        LOG.warn("{} does not follow: {}", service.name(), failure.getMessage());
      }
      again();
    } finally {
      running.unlock();
    }
  }

  private Outcome write(Kind kind, boolean check) throws SQLException {
    long reached = tags.lastVisible();
    TagView view = tags.of(tenant, service.name());
    long version = view.version();
    boolean all = everything.getAndSet(false) || check || status.failing();
    Scope scope =
        all ? Scope.ALL : view.changedSince(tagVersion).map(Scope::around).orElse(Scope.ALL);
    long event = oldestEvent.getAndSet(Long.MAX_VALUE);
    long begun = clock.millis();
    try {
      Outcome outcome = run.run(tenant, service, kind, scope);
      removed = kind == Kind.REMOVE;
      tagVersion = removed ? NONE : version;
      long now = clock.millis();
      SyncStatus.Times times = new SyncStatus.Times(event, begun, now);
      status = status.applied(reached, times, outcome, check, scope.isAll());
      if (event != Long.MAX_VALUE) {
        listener.enforced(service.name(), now - event);
      }
      if (!outcome.plan().isEmpty()) {
        LOG.info(
            "{} follows position {}: {} statements in {} ms, {} ms after the change",
            service.name(),
            reached,
            outcome.plan().statements().size(),
            now - begun,
            event == Long.MAX_VALUE ? 0 : now - event);
      }
      return outcome;
    } catch (SQLException | RuntimeException failure) {
      oldestEvent.accumulateAndGet(event, Math::min);
      everything.set(true);
      status = status.failed(clock.millis(), reason(failure));
      throw failure;
    }
  }

  /** A run may meet a service that was taken away and is about to be closed: that is no fault. */
  private static boolean isGone(Exception failure) {
    return failure instanceof CatalogException refused
        && refused.code() == ErrorCode.INSTANCE_NOT_FOUND;
  }

  private static String reason(Exception failure) {
    return failure instanceof SQLException refused
        ? PostgresRun.reason(refused)
        : String.valueOf(failure.getMessage());
  }

  private void again() {
    pause = Math.min(Math.max(FIRST_PAUSE, pause * 2), LONGEST_PAUSE);
    wanted.set(false);
    Future<?> unused = thread.schedule(this::request, pause, TimeUnit.MILLISECONDS);
  }

  /** Lets a run that is under way come to its end. */
  @Override
  public void close() {
    running.lock();
    try {
      thread.shutdown();
    } finally {
      running.unlock();
    }
  }
}
