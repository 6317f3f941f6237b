package dev.lily.graph.gremlin;

import io.netty.channel.ChannelPipeline;
import java.util.Objects;
import org.apache.tinkerpop.gremlin.server.channel.WebSocketChannelizer;
import org.apache.tinkerpop.gremlin.server.util.ServerGremlinExecutor;
import org.jspecify.annotations.Nullable;

/** Made by Gremlin Server, by its name: its WebSocket protocol in front of our evaluation. */
public final class GremlinPipeline extends WebSocketChannelizer {
  private @Nullable QueryHandler queries;

  @Override
  public void init(ServerGremlinExecutor executor) {
    super.init(executor);
    queries = new QueryHandler(((EndpointSettings) executor.getSettings()).runner());
  }

  @Override
  public void configure(ChannelPipeline pipeline) {
    super.configure(pipeline);
    // Its decompressor has no limit: a small message of a stranger could become a very large one.
    pipeline.remove(PIPELINE_WEBSOCKET_SERVER_COMPRESSION);
    pipeline.addLast("lily-queries", Objects.requireNonNull(queries));
  }
}
