package dev.lily.graph.gremlin;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.apache.tinkerpop.gremlin.util.message.RequestMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes queries from their connections and has them evaluated, a few at a time. */
final class QueryRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueryRunner.class);

  private final GremlinOptions options;
  private final GremlinCallers callers;
  private final GremlinListener listener;
  private final TenantQueries queries;
  private final ThreadPoolExecutor threads;

  QueryRunner(
      GremlinOptions options,
      Function<RequestContext, GraphTraversalSource> graph,
      GremlinCallers callers,
      GremlinListener listener) {
    this.options = options;
    this.callers = callers;
    this.listener = listener;
    this.queries = new TenantQueries(graph, new TraversalGuard(), options);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            options.maxConcurrent(),
            options.maxConcurrent(),
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(options.maxConcurrent() * 4),
            work -> {
              Thread thread = new Thread(work, "gremlin-query-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  GremlinCallers callers() {
    return callers;
  }

  /** Answers a message, now or later; never throws. */
  void take(ChannelHandlerContext channel, RequestMessage message, GremlinLogin login) {
    QueryReport report = new QueryReport(message.getRequestId().toString(), listener);
    Deadline deadline = new Deadline(options.timeout());
    try {
      Query query = Query.of(message);
      report.form(query.form());
      Answer answer = new Answer(channel, message, deadline, !query.isScript(), report);
      Future<?> timer =
          channel
              .executor()
              .schedule(
                  () -> expire(answer, deadline),
                  options.timeout().toMillis(),
                  TimeUnit.MILLISECONDS);
      threads.execute(
          () -> {
            run(query, login, deadline, answer, report);
            timer.cancel(false);
          });
    } catch (QueryException refused) {
      end(new Answer(channel, message, deadline, false, report), refused.outcome(), refused);
    } catch (RejectedExecutionException full) {
      QueryException busy =
          new QueryException(
              GremlinOutcome.TOO_MANY, "too many queries wait already; try again later");
      end(new Answer(channel, message, deadline, false, report), busy.outcome(), busy);
    }
  }

  private static void expire(Answer answer, Deadline deadline) {
    deadline.cancel();
    end(answer, GremlinOutcome.TIMEOUT, deadline.expired());
  }

  private void run(
      Query query, GremlinLogin login, Deadline deadline, Answer answer, QueryReport report) {
    try {
      RequestContext context = callers.admit(login, query.tenant(), report.requestId());
      report.context(context);
      List<Object> last = queries.run(query, context, deadline, answer, report);
      answer.finish(GremlinOutcome.ANSWERED, "", last);
    } catch (QueryException stopped) {
      end(answer, stopped.outcome(), stopped);
    } catch (CatalogException refused) {
      end(answer, outcome(refused.code().kind()), refused);
    } catch (Exception | StackOverflowError fault) {
      LOG.error("query {} failed", report.requestId(), fault);
      end(
          answer,
          GremlinOutcome.FAULT,
          new IllegalStateException(
              "a fault in the server; it is logged as " + report.requestId()));
    }
  }

  private static void end(Answer answer, GremlinOutcome outcome, RuntimeException reason) {
    answer.finish(outcome, String.valueOf(reason.getMessage()), List.of());
  }

  private static GremlinOutcome outcome(ErrorCode.Kind kind) {
    return switch (kind) {
      case UNAUTHENTICATED -> GremlinOutcome.UNAUTHENTICATED;
      case FORBIDDEN -> GremlinOutcome.FORBIDDEN;
      case THROTTLED -> GremlinOutcome.TOO_MANY;
      case INVALID, NOT_FOUND, CONFLICT, TOO_LARGE -> GremlinOutcome.REFUSED;
      case UNAVAILABLE, TIMEOUT -> GremlinOutcome.FAULT;
    };
  }

  /** Lets the queries that run come to their end; they are reading a graph that will be closed. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(options.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a query is still being evaluated");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
