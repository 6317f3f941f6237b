package dev.lily.graph.gremlin;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.tinkerpop.gremlin.process.remote.traversal.DefaultRemoteTraverser;
import org.apache.tinkerpop.gremlin.util.message.RequestMessage;
import org.apache.tinkerpop.gremlin.util.message.ResponseMessage;
import org.apache.tinkerpop.gremlin.util.message.ResponseStatusCode;
import org.jspecify.annotations.Nullable;

/** Writes the answer of one query in batches; whoever ends it first has ended it. */
final class Answer {
  private final ChannelHandlerContext channel;
  private final RequestMessage request;
  private final Deadline deadline;
  private final boolean traversers;
  private final QueryReport report;
  private boolean finished;

  Answer(
      ChannelHandlerContext channel,
      RequestMessage request,
      Deadline deadline,
      boolean traversers,
      QueryReport report) {
    this.channel = channel;
    this.request = request;
    this.deadline = deadline;
    this.traversers = traversers;
    this.report = report;
  }

  /** Sends rows, and waits until the client has taken them: its pace is the query's. */
  void send(List<@Nullable Object> rows) {
    ChannelFuture sent;
    synchronized (this) {
      if (finished) {
        throw deadline.expired();
      }
      sent = write(ResponseStatusCode.PARTIAL_CONTENT, "", rows);
    }
    if (!sent.awaitUninterruptibly(deadline.remainingMillis()) || !sent.isSuccess()) {
      throw deadline.expired();
    }
  }

  /** Ends the answer with the last rows, unless it has ended. */
  synchronized void finish(GremlinOutcome outcome, String message, List<@Nullable Object> rows) {
    if (finished) {
      return;
    }
    finished = true;
    report.ended(outcome);
    ResponseStatusCode code =
        outcome == GremlinOutcome.ANSWERED && rows.isEmpty()
            ? ResponseStatusCode.NO_CONTENT
            : outcome.code();
    ChannelFuture unused = write(code, message, rows); // Netty closes what cannot be written
  }

  private ChannelFuture write(
      ResponseStatusCode code, String message, List<@Nullable Object> rows) {
    return channel.writeAndFlush(
        ResponseMessage.build(request)
            .code(code)
            .statusMessage(message)
            .result(code.isSuccess() ? wrapped(rows) : null)
            .create());
  }

  /** Bytecode is answered with traversers, a script with what they carry. */
  private List<@Nullable Object> wrapped(List<@Nullable Object> rows) {
    if (!traversers) {
      return rows;
    }
    List<@Nullable Object> wrapped = new ArrayList<>(rows.size());
    rows.forEach(row -> wrapped.add(new DefaultRemoteTraverser<>(row, 1)));
    return wrapped;
  }
}
