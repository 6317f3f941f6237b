package dev.lily.graph.lineage;

import com.carrotsearch.hppc.IntIntHashMap;
import com.carrotsearch.hppc.IntStack;
import com.carrotsearch.hppc.cursors.IntIntCursor;
import com.carrotsearch.hppc.procedures.IntProcedure;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.AssetFacts;
import dev.lily.graph.rule.TypeKin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The assets as dense numbers: 36 bytes each, the name, and two hash slots; few have more. */
final class NodeTable {
  private static final int SCOPE = 0;
  private static final int NAME = 1;
  private static final int FIRST_OUT = 2;
  private static final int FIRST_IN = 3;
  private static final int GUID = 4;
  private static final int NONE = -1;

  /** What qualifies a name; the type is empty as long as only the guid is known. */
  record Scope(TenantId tenant, String typeName) {}

  private final IntPages rows = new IntPages(8);
  private final SharedNames names = new SharedNames();
  private final Interner<Scope> scopes = new Interner<>();
  private final SlotTable byGuid = new SlotTable(row -> guid(row).hashCode());
  private final SlotTable byKey = new SlotTable(this::keyHash);
  private final BitSet deleted = new BitSet();
  private final Interner<String> certificates = new Interner<>();
  private final IntIntHashMap certificateOf = new IntIntHashMap();
  private final AspectTable aspects = new AspectTable();
  private final IntStack free = new IntStack();
  private TypeKin kin = TypeKin.NONE;
  private int limit;

  int size() {
    return limit - free.size();
  }

  /** One more than the highest number in use. */
  int limit() {
    return limit;
  }

  /** The memory it takes, names included. */
  long bytes() {
    return rows.bytes() + names.bytes() + byGuid.bytes() + byKey.bytes() + aspects.bytes();
  }

  void reserve() {
    byGuid.reserve();
    byKey.reserve();
    names.reserve();
  }

  int find(Guid guid) {
    return byGuid.find(guid.hashCode(), row -> isGuid(row, guid));
  }

  /** The asset of this key, rather one that is not deleted; -1 where there is none. */
  int find(TenantId tenant, AssetKey key) {
    int scope = scopes.find(new Scope(tenant, key.typeName()));
    if (scope < 0) {
      return NONE;
    }
    byte[] name = key.qualifiedName().getBytes(StandardCharsets.UTF_8);
    int hash = keyHash(scope, SharedNames.hash(name));
    int active = byKey.find(hash, row -> isKey(row, scope, name) && !deleted.get(row));
    return active >= 0 ? active : byKey.find(hash, row -> isKey(row, scope, name));
  }

  int add(TenantId tenant, Guid guid) {
    int row = free.isEmpty() ? limit++ : free.pop();
    rows.ensure(row);
    rows.set(row, SCOPE, scopes.id(new Scope(tenant, "")));
    rows.set(row, NAME, NONE);
    rows.set(row, FIRST_OUT, NONE);
    rows.set(row, FIRST_IN, NONE);
    setLong(row, GUID, guid.high());
    setLong(row, GUID + 2, guid.low());
    byGuid.add(row);
    aspects.add(row);
    return row;
  }

  void setKey(int row, AssetKey key) {
    byte[] name = key.qualifiedName().getBytes(StandardCharsets.UTF_8);
    int scope = scopes.id(new Scope(tenant(row), key.typeName()));
    if (isKey(row, scope, name)) {
      return;
    }
    dropKey(row);
    rows.set(row, SCOPE, scope);
    rows.set(row, NAME, names.add(name));
    byKey.add(row);
  }

  private void dropKey(int row) {
    if (rows.get(row, NAME) != NONE) {
      byKey.remove(row);
      names.free(rows.get(row, NAME));
      rows.set(row, NAME, NONE);
    }
  }

  void setDeleted(int row, boolean value) {
    deleted.set(row, value);
  }

  void setCertificate(int row, String certificate) {
    if (certificate.isEmpty()) {
      certificateOf.remove(row);
    } else {
      certificateOf.put(row, certificates.id(certificate));
    }
  }

  /** For which aspects it has a value of its own. */
  AspectTable aspects() {
    return aspects;
  }

  /** Empty where it has none. */
  String certificate(int row) {
    int certificate = certificateOf.getOrDefault(row, NONE);
    return certificate == NONE ? "" : certificates.get(certificate);
  }

  /** Which types descend from which, as far as that was told. */
  TypeKin kin() {
    return kin;
  }

  void setKin(TypeKin now) {
    kin = now;
  }

  /** What rules may ask about it. */
  AssetFacts facts(int row) {
    return key(row)
        .map(key -> facts(key, certificate(row)))
        .orElseGet(() -> new AssetFacts("", "", certificate(row)));
  }

  private AssetFacts facts(AssetKey key, String certificate) {
    return new AssetFacts(
        key.typeName(),
        kin.superTypes().getOrDefault(key.typeName(), Set.of()),
        key.qualifiedName(),
        certificate);
  }

  boolean isDeleted(int row) {
    return deleted.get(row);
  }

  /** Makes the asset unknown; its number and guid stay until they are released. */
  void forget(int row) {
    byGuid.remove(row);
    dropKey(row);
    deleted.clear(row);
    certificateOf.remove(row);
    aspects.add(row);
  }

  void release(int row) {
    free.push(row);
  }

  Guid guid(int row) {
    return new Guid(getLong(row, GUID), getLong(row, GUID + 2));
  }

  TenantId tenant(int row) {
    return scopes.get(rows.get(row, SCOPE)).tenant();
  }

  /** The number of its type and tenant together. */
  int scope(int row) {
    return rows.get(row, SCOPE);
  }

  /** One more than the highest number of a type and tenant. */
  int scopes() {
    return scopes.size();
  }

  /** The type of that number; empty as long as only the guid is known. */
  String typeName(int scope) {
    return scopes.get(scope).typeName();
  }

  Optional<AssetKey> key(int row) {
    int name = rows.get(row, NAME);
    return name == NONE
        ? Optional.empty()
        : Optional.of(new AssetKey(scopes.get(rows.get(row, SCOPE)).typeName(), names.text(name)));
  }

  Optional<AssetRef> ref(int row) {
    return key(row).map(key -> new AssetRef(guid(row), key));
  }

  int firstOut(int row) {
    return rows.get(row, FIRST_OUT);
  }

  int firstIn(int row) {
    return rows.get(row, FIRST_IN);
  }

  void setFirstOut(int row, int edge) {
    rows.set(row, FIRST_OUT, edge);
  }

  void setFirstIn(int row, int edge) {
    rows.set(row, FIRST_IN, edge);
  }

  private boolean isGuid(int row, Guid guid) {
    return getLong(row, GUID) == guid.high() && getLong(row, GUID + 2) == guid.low();
  }

  private boolean isKey(int row, int scope, byte[] name) {
    int address = rows.get(row, NAME);
    return address != NONE && rows.get(row, SCOPE) == scope && names.holds(address, name);
  }

  private int keyHash(int row) {
    return keyHash(rows.get(row, SCOPE), names.hash(rows.get(row, NAME)));
  }

  private static int keyHash(int scope, int name) {
    return 31 * name + scope;
  }

  private long getLong(int row, int field) {
    return ((long) rows.get(row, field) << 32) | (rows.get(row, field + 1) & 0xffffffffL);
  }

  private void setLong(int row, int field, long value) {
    rows.set(row, field, (int) (value >>> 32));
    rows.set(row, field + 1, (int) value);
  }

  /** What an asset has that few have. */
  record Certified(int node, String certificate) {}

  void save(BlockWriter out) throws IOException {
    out.begin(SnapshotPart.NODES);
    out.putInt(limit);
    rows.save(out, limit);
    out.putList(free);
    out.putBits(deleted);
    out.begin(SnapshotPart.NAMES);
    names.save(out);
    aspects.save(out, limit);
    scopes.save(out, SnapshotPart.SCOPES);
    List<Certified> certified = new ArrayList<>(certificateOf.size());
    for (IntIntCursor each : certificateOf) {
      certified.add(new Certified(each.key, certificates.get(each.value)));
    }
    out.putLater(SnapshotPart.CERTIFICATES, certified);
    out.putLater(SnapshotPart.KIN, List.of(kin));
  }

  /** Reads what {@link #save} wrote into an empty table. */
  void load(BlockReader in) throws IOException {
    in.begin(SnapshotPart.NODES);
    limit = in.getInt();
    rows.load(in, limit);
    in.getList(free);
    deleted.or(in.getBits());
    in.begin(SnapshotPart.NAMES);
    names.load(in);
    aspects.load(in, limit);
    scopes.load(in, SnapshotPart.SCOPES, Scope.class);
    in.getAll(
        SnapshotPart.CERTIFICATES,
        Certified.class,
        each -> setCertificate(each.node(), each.certificate()));
    in.getAll(SnapshotPart.KIN, TypeKin.class, this::setKin);
    rehash();
  }

  private void rehash() {
    BitSet unused = new BitSet(limit);
    free.forEach((IntProcedure) unused::set);
    byGuid.reserve(size());
    byKey.reserve(size());
    for (int row = unused.nextClearBit(0); row < limit; row = unused.nextClearBit(row + 1)) {
      byGuid.add(row);
      if (rows.get(row, NAME) != NONE) {
        byKey.add(row);
      }
    }
  }
}
