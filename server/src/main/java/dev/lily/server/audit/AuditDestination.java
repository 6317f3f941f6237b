package dev.lily.server.audit;

import dev.lily.graph.TenantId;
import java.io.IOException;
import java.util.List;

/** Where events go, one JSON text each. Used by one thread. */
public interface AuditDestination extends AutoCloseable {

  void write(TenantId tenant, List<byte[]> events) throws IOException;

  @Override
  void close();
}
