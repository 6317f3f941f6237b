package dev.lily.notifications.log;

import dev.lily.graph.TenantId;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.change.ChangeEvent;
import dev.lily.graph.change.ChangeEvent.Kind;
import dev.lily.graph.change.ChangeEvent.Origin;
import dev.lily.graph.change.ChangeEventCodec;
import dev.lily.graph.change.Outbox;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Change events for tests. */
final class Events {
  private Events() {}

  /** The creation of a table, about 600 bytes of JSON. */
  static ChangeEvent created(long position, String table) {
    Asset asset =
        new Asset(
            new AssetRef(new Guid(7, position), new AssetKey("hive_table", table)),
            AssetStatus.ACTIVE,
            false,
            Map.of("name", table, "owner", "etl", "description", "the table " + table),
            List.of(),
            Set.of(),
            Map.of(),
            Map.of(),
            new AuditInfo(1_700_000_000_000L, 1_700_000_000_000L, "etl", "etl", 1));
    return new ChangeEvent(
        position + "-0",
        TenantId.DEFAULT,
        Kind.CREATED,
        asset,
        table,
        new Origin("etl", "request-" + position, 1_700_000_000_000L + position),
        Map.of(),
        List.of(),
        List.of());
  }

  static Outbox.Message message(ChangeEvent event) {
    return new Outbox.Message(
        event.tenant() + "/" + event.rootKey(), ChangeEventCodec.encode(event));
  }

  static Outbox.Message message(long position, String table) {
    return message(created(position, table));
  }
}
