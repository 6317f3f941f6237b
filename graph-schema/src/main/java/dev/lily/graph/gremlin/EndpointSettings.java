package dev.lily.graph.gremlin;

import java.util.List;
import java.util.Map;
import org.apache.tinkerpop.gremlin.server.Settings;
import org.apache.tinkerpop.gremlin.util.MessageSerializer;
import org.apache.tinkerpop.gremlin.util.ser.GraphBinaryMessageSerializerV1;
import org.apache.tinkerpop.gremlin.util.ser.GraphSONMessageSerializerV3;

/** Gremlin Server's settings, with no graph, no script engine and as few threads as it takes. */
final class EndpointSettings extends Settings {
  private final QueryRunner runner;

  EndpointSettings(GremlinOptions options, int freePort, QueryRunner runner) {
    this.runner = runner;
    host = options.host();
    port = freePort;
    threadPoolWorker = 1;
    threadPoolBoss = 1;
    gremlinPool = 1;
    scriptEngines.clear();
    channelizer = GremlinPipeline.class.getName();
    maxContentLength = options.maxRequestBytes();
    authentication.authenticator = PlainAuthenticator.class.getName();
    authentication.config = Map.of(PlainAuthenticator.CALLERS, runner.callers());
    serializers =
        List.of(
            serializer(GraphBinaryMessageSerializerV1.class),
            serializer(GraphSONMessageSerializerV3.class));
  }

  QueryRunner runner() {
    return runner;
  }

  private static SerializerSettings serializer(Class<? extends MessageSerializer<?>> type) {
    SerializerSettings settings = new SerializerSettings();
    settings.className = type.getName();
    return settings;
  }
}
