package dev.lily.graph.store;

import com.google.common.hash.Hashing;
import dev.lily.graph.TenantId;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.Guid;
import java.nio.charset.StandardCharsets;

/**
 * Where an asset lives. An address has 55 bits: 41 from the root asset (the table of a column), 14
 * the slot within the root. Root assets take the first slots, leaves (columns) the others, so a
 * table and its columns are neighbours in the store. Slots are probed one after another; when a
 * root's page is full the next page has another root hash.
 *
 * <p>A guid is a version 8 UUID (RFC 9562) of the address and 67 bits of the hash of the full key.
 */
final class Addresses {
  static final int ROOT_SLOTS = 16;
  static final int LEAF_SLOTS = (1 << 14) - ROOT_SLOTS;

  /** How many slots of a page are tried before the next page. */
  static final int LEAF_PROBES = 64;

  private static final int SLOT_BITS = 14;
  private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;
  private static final long ROOT_MASK = (1L << 41) - 1;

  /** Below are the store's own records (outbox, types). */
  private static final long FIRST_ROOT = 1L << 32;

  private final KeyHash hash;

  Addresses(KeyHash hash) {
    this.hash = hash;
  }

  /** The hash that spreads keys; tests force collisions with a poor one. */
  interface KeyHash {
    KeyHash MURMUR =
        text -> Hashing.murmur3_128().hashString(text, StandardCharsets.UTF_8).asLong();

    long of(String text);
  }

  /** The address of the first slot of the page of a root asset. */
  long page(TenantId tenant, String root, int page) {
    long bits = hash.of(tenant.value() + '\n' + root + (page == 0 ? "" : "\n" + page)) & ROOT_MASK;
    return (bits < FIRST_ROOT ? bits + FIRST_ROOT : bits) << SLOT_BITS;
  }

  /** Where in a page the search for a leaf begins. */
  int leafStart(String qualifiedName) {
    return (int) Long.remainderUnsigned(hash.of(qualifiedName), LEAF_SLOTS);
  }

  /** The slot that is tried as the nth; both kinds stay in their own part of the page. */
  static long slot(long page, boolean leaf, int start, int attempt) {
    return leaf ? page | (ROOT_SLOTS + (start + attempt) % LEAF_SLOTS) : page | attempt;
  }

  static int probesPerPage(boolean leaf) {
    return leaf ? LEAF_PROBES : ROOT_SLOTS;
  }

  static boolean isLeafSlot(long address) {
    return (address & SLOT_MASK) >= ROOT_SLOTS;
  }

  /** The guid of the asset with this key at this address. */
  Guid guid(TenantId tenant, AssetKey key, long address) {
    long full =
        hash.of(tenant.value() + '\n' + key.typeName() + '\n' + key.qualifiedName()) ^ address;
    return guid(address, full);
  }

  /** The guid of the asset at the address, of which {@link #restOf} gave the rest. */
  static Guid guid(long address, long full) {
    long high = (address >>> 7 << 16) | 0x8000L | (address & 0x7F) << 5 | (full & 0x1F);
    long low = 0x8000_0000_0000_0000L | (full >>> 2);
    return new Guid(high, low);
  }

  /** The address within a guid; whether anything lives there is another question. */
  static long addressOf(Guid guid) {
    return guid.high() >>> 16 << 7 | (guid.high() >>> 5 & 0x7F);
  }

  /** What a guid says besides the address. */
  static long restOf(Guid guid) {
    return guid.low() << 2 | (guid.high() & 3);
  }

  static boolean mayBeAsset(Guid guid) {
    return (guid.high() >>> 12 & 0xF) == 8 && addressOf(guid) >>> SLOT_BITS >= FIRST_ROOT;
  }

  static boolean mayBeRelationship(Guid guid) {
    return mayBeAsset(guid) && end2(guid) >>> SLOT_BITS >= FIRST_ROOT;
  }

  /** The guid of the relationship of this type between two assets, made of both addresses. */
  static Guid relationshipGuid(long end1, long end2, int typeNumber) {
    // 55 + 55 + 12 bits fill the 122 bits that a UUID leaves free; version 8 here, variant 2.
    long high = (end1 >>> 7 << 16) | 0x8000L | (end1 & 0x7F) << 5 | (end2 >>> 50);
    long low = 0x8000_0000_0000_0000L | (end2 & ((1L << 50) - 1)) << 12 | typeNumber;
    return new Guid(high, low);
  }

  static long end1(Guid relationship) {
    return addressOf(relationship);
  }

  static long end2(Guid relationship) {
    return (relationship.high() & 0x1F) << 50 | (relationship.low() >>> 12 & ((1L << 50) - 1));
  }

  static int typeNumber(Guid relationship) {
    return (int) (relationship.low() & 0xFFF);
  }
}
