package dev.lily.graph.store;

import com.carrotsearch.hppc.LongLongHashMap;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.store.GraphScan.Link;
import dev.lily.graph.store.GraphScan.Taker;
import dev.lily.graph.store.RelationshipRows.Body;
import dev.lily.graph.store.ScanReader.End;
import dev.lily.graph.store.ScanReader.Found;
import dev.lily.graph.type.RelationshipType;
import java.util.Map;
import java.util.Set;

/**
 * Makes relationships of their ends. Each edge is in the rows of both its ends: it is given when
 * the second of them comes, since then both guids are known. So no row is read for the sake of
 * another, and what is kept is 16 bytes for each asset with edges, in a half-empty table.
 */
final class LinkJoin {
  private final Taker taker;

  /** What the guid of an asset says besides its address, by address. */
  private final LongLongHashMap rests = new LongLongHashMap();

  LinkJoin(Taker taker) {
    this.taker = taker;
  }

  void take(Found found) {
    taker.asset(found.asset());
    if (!found.ends().isEmpty()) {
      rests.put(found.address(), Addresses.restOf(found.asset().ref().guid()));
      found.ends().forEach(end -> join(found, end));
    }
  }

  private void join(Found found, End end) {
    int other = rests.indexOf(end.other());
    boolean again = end.other() == found.address() && !end.outgoing();
    if (!rests.indexExists(other) || again) {
      return;
    }
    Guid near = found.asset().ref().guid();
    Guid far = Addresses.guid(end.other(), rests.indexGet(other));
    taker.link(
        found.asset().tenant(),
        end.outgoing()
            ? link(end.type(), near, far, end.body())
            : link(end.type(), far, near, end.body()));
  }

  private static Link link(RelationshipType type, Guid end1, Guid end2, Body body) {
    return new Link(
        type,
        end1,
        end2,
        body.propagateTags() == null ? type.propagateTags() : body.propagateTags(),
        body.blocked() == null ? Set.of() : body.blocked(),
        body.attributes() == null ? Map.of() : body.attributes());
  }
}
