package dev.lily.graph.gremlin;

import java.util.List;
import org.apache.tinkerpop.gremlin.process.traversal.Step;
import org.apache.tinkerpop.gremlin.process.traversal.Traversal;
import org.apache.tinkerpop.gremlin.process.traversal.TraversalStrategy;
import org.apache.tinkerpop.gremlin.process.traversal.step.branch.BranchStep;
import org.apache.tinkerpop.gremlin.process.traversal.step.branch.RepeatStep;
import org.apache.tinkerpop.gremlin.process.traversal.step.map.EdgeVertexStep;
import org.apache.tinkerpop.gremlin.process.traversal.step.map.GraphStep;
import org.apache.tinkerpop.gremlin.process.traversal.step.map.UnfoldStep;
import org.apache.tinkerpop.gremlin.process.traversal.step.map.VertexStep;
import org.apache.tinkerpop.gremlin.process.traversal.strategy.AbstractTraversalStrategy;
import org.apache.tinkerpop.gremlin.process.traversal.util.TraversalHelper;

/** Asks for the time wherever a traversal can become many: behind such steps, and in loops. */
final class DeadlineStrategy
    extends AbstractTraversalStrategy<TraversalStrategy.FinalizationStrategy>
    implements TraversalStrategy.FinalizationStrategy {
  private static final List<Class<?>> MULTIPLY =
      List.of(GraphStep.class, VertexStep.class, EdgeVertexStep.class, UnfoldStep.class);

  private final Deadline deadline;

  DeadlineStrategy(Deadline deadline) {
    this.deadline = deadline;
  }

  @Override
  public void apply(Traversal.Admin<?, ?> traversal) {
    for (Step<?, ?> step : List.copyOf(traversal.getSteps())) {
      if (MULTIPLY.stream().anyMatch(kind -> kind.isInstance(step))) {
        traversal.addStep(
            TraversalHelper.stepIndex(step, traversal) + 1, new DeadlineStep(traversal, deadline));
      }
    }
    Object parent = traversal.getParent();
    if (parent instanceof RepeatStep || parent instanceof BranchStep) {
      traversal.addStep(0, new DeadlineStep(traversal, deadline));
    }
  }
}
