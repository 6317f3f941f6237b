package dev.lily.graph.gremlin;

import dev.lily.graph.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.tinkerpop.gremlin.jsr223.JavaTranslator;
import org.apache.tinkerpop.gremlin.process.traversal.Bytecode;
import org.apache.tinkerpop.gremlin.process.traversal.Traversal;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.apache.tinkerpop.gremlin.process.traversal.util.FastNoSuchElementException;
import org.janusgraph.core.JanusGraphTransaction;

/** Evaluates admitted traversals on what their tenant may see. */
final class TenantQueries {
  private final Function<RequestContext, GraphTraversalSource> graph;
  private final TraversalGuard guard;
  private final GremlinOptions options;

  TenantQueries(
      Function<RequestContext, GraphTraversalSource> graph,
      TraversalGuard guard,
      GremlinOptions options) {
    this.graph = graph;
    this.guard = guard;
    this.options = options;
  }

  /** Sends all rows but the last batch, which is returned. */
  List<Object> run(
      Query query, RequestContext context, Deadline deadline, Answer answer, QueryReport report) {
    if (query.isProbe()) {
      return List.of();
    }
    Bytecode traversal = query.traversal();
    guard.check(traversal);
    GraphTraversalSource source = graph.apply(context);
    try {
      return evaluate(
          JavaTranslator.<GraphTraversalSource, Traversal.Admin<?, ?>>of(
                  source.withStrategies(new DeadlineStrategy(deadline)))
              .translate(traversal),
          deadline,
          answer,
          report);
    } catch (IllegalArgumentException
        | IllegalStateException
        | ClassCastException
        | ArithmeticException
        | UnsupportedOperationException
        | FastNoSuchElementException unfit) {
      throw new QueryException(
          GremlinOutcome.NOT_EVALUATED, "the query cannot be evaluated: " + unfit.getMessage());
    } finally {
      ((JanusGraphTransaction) source.getGraph()).rollback();
    }
  }

  private List<Object> evaluate(
      Traversal.Admin<?, ?> traversal, Deadline deadline, Answer answer, QueryReport report) {
    List<Object> batch = new ArrayList<>();
    int rows = 0;
    while (traversal.hasNext()) {
      deadline.check();
      if (++rows > options.maxRows()) {
        throw QueryException.refused(
            "the answer has more than %d rows; add limit(), or raise lily.gremlin.max-rows"
                .formatted(options.maxRows()));
      }
      if (batch.size() == options.batch()) {
        answer.send(batch);
        batch = new ArrayList<>();
      }
      batch.add(DetachedRows.detach(traversal.next()));
      report.rows(rows);
    }
    return batch;
  }
}
