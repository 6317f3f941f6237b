package dev.lily.graph.gremlin;

import org.apache.tinkerpop.gremlin.process.traversal.Traversal;
import org.apache.tinkerpop.gremlin.process.traversal.Traverser;
import org.apache.tinkerpop.gremlin.process.traversal.step.util.AbstractStep;

/** Lets everything pass until the deadline. */
final class DeadlineStep extends AbstractStep<Object, Object> {
  private final Deadline deadline;

  DeadlineStep(Traversal.Admin<?, ?> traversal, Deadline deadline) {
    super(traversal);
    this.deadline = deadline;
  }

  @Override
  protected Traverser.Admin<Object> processNextStart() {
    deadline.check();
    return starts.next();
  }
}
