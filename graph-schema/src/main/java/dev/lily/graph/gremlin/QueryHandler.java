package dev.lily.graph.gremlin;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.apache.tinkerpop.gremlin.server.handler.StateKey;
import org.apache.tinkerpop.gremlin.util.message.RequestMessage;

/**
 * Stands where Gremlin Server chooses an operation, and lets no message reach its own operations:
 * they would evaluate Groovy, keep sessions and interrupt threads.
 */
@ChannelHandler.Sharable
final class QueryHandler extends SimpleChannelInboundHandler<RequestMessage> {
  private final QueryRunner runner;

  QueryHandler(QueryRunner runner) {
    this.runner = runner;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext channel, RequestMessage message) {
    if (channel.channel().attr(StateKey.AUTHENTICATED_USER).get() instanceof ProvedLogin proved) {
      runner.take(channel, message, proved.login());
    } else {
      ChannelFuture unused = channel.close();
    }
  }
}
