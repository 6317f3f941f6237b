package dev.lily.graph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.janusgraph.diskstorage.BackendException;
import org.janusgraph.diskstorage.Entry;
import org.janusgraph.diskstorage.StaticBuffer;
import org.janusgraph.diskstorage.berkeleyje.BerkeleyJEStoreManager;
import org.janusgraph.diskstorage.configuration.ModifiableConfiguration;
import org.janusgraph.diskstorage.keycolumnvalue.KeyColumnValueStore;
import org.janusgraph.diskstorage.keycolumnvalue.KeyIterator;
import org.janusgraph.diskstorage.keycolumnvalue.KeyRangeQuery;
import org.janusgraph.diskstorage.keycolumnvalue.KeySliceQuery;
import org.janusgraph.diskstorage.keycolumnvalue.SliceQuery;
import org.janusgraph.diskstorage.keycolumnvalue.StoreTransaction;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.OrderedKeyValueStoreAdapter;
import org.janusgraph.diskstorage.util.BufferUtil;
import org.janusgraph.diskstorage.util.RecordIterator;
import org.janusgraph.diskstorage.util.StandardBaseTransactionConfig;
import org.janusgraph.diskstorage.util.StaticArrayBuffer;
import org.janusgraph.diskstorage.util.StaticArrayEntry;
import org.janusgraph.diskstorage.util.time.TimestampProviders;
import org.janusgraph.graphdb.configuration.GraphDatabaseConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks against the stock adapter's record for each cell, by chance. */
class RowBlockStoreIT {
  private static final int ROWS = 4;
  private static final int COLUMNS = 40;

  private final Random random = new Random(7);
  private BerkeleyJEStoreManager manager;
  private KeyColumnValueStore blocks;
  private KeyColumnValueStore plain;

  @BeforeEach
  void open(@TempDir Path folder) throws BackendException {
    ModifiableConfiguration configuration = GraphDatabaseConfiguration.buildGraphConfiguration();
    configuration.set(GraphDatabaseConfiguration.STORAGE_DIRECTORY, folder.toString());
    configuration.set(BerkeleyJEStoreManager.ISOLATION_LEVEL, "READ_COMMITTED");
    configuration.set(BerkeleyJEStoreManager.EXT_LOCK_TIMEOUT, "20 s");
    manager = new BerkeleyJEStoreManager(configuration);
    blocks =
        new RowBlockStore(
            RecordStore.over(manager.openDatabase("blocks"), manager.getEnvironment()));
    plain =
        new OrderedKeyValueStoreAdapter(manager.openDatabase("plain"), RowBlockStore.KEY_LENGTH);
  }

  @AfterEach
  void close() throws BackendException {
    blocks.close();
    plain.close();
    manager.close();
  }

  @Test
  void answersAsTheStockAdapterDoes() throws BackendException, IOException {
    for (int round = 0; round < 400; round++) {
      mutateBoth(key(random.nextInt(ROWS)), round % 50 == 49);
      if (round % 5 == 0) {
        compareSlices();
      }
    }
    compareScans();
  }

  @Test
  void readsAndChangesRowsThatWereWrittenWithoutBlocks() throws BackendException {
    KeyColumnValueStore before =
        new OrderedKeyValueStoreAdapter(manager.openDatabase("blocks"), RowBlockStore.KEY_LENGTH);
    List<Entry> old = List.of(cell(1, 10), cell(5, 10), cell(9, 10));
    List<Entry> change = List.of(cell(5, 20), cell(7, 20));
    List<StaticBuffer> gone = List.of(column(9));
    StoreTransaction transaction = begin();
    before.mutate(key(1), old, List.of(), transaction);
    plain.mutate(key(1), old, List.of(), transaction);
    blocks.mutate(key(1), change, gone, transaction);
    plain.mutate(key(1), change, gone, transaction);
    transaction.commit();
    compareSlices();
  }

  @Test
  void readsOnWhereItsCursorEnded() throws BackendException, IOException {
    StoreTransaction transaction = begin();
    for (int number = 0; number < 1_000; number++) {
      StaticBuffer row = BufferUtil.getLongBuffer(number);
      blocks.mutate(row, List.of(cell(number % COLUMNS, 10)), List.of(), transaction);
      plain.mutate(row, List.of(cell(number % COLUMNS, 10)), List.of(), transaction);
    }
    KeyRangeQuery all =
        new KeyRangeQuery(BufferUtil.getLongBuffer(0), key(0), column(0), column(COLUMNS));
    assertThat(scan(blocks, all, transaction))
        .hasSize(2_000)
        .isEqualTo(scan(plain, all, transaction));
    transaction.rollback();
  }

  @Test
  void aScanHoldsUpNobodyWhoWritesWhatItReads() throws BackendException, IOException {
    fill();
    StoreTransaction reader = begin();
    try (KeyIterator rows = blocks.getKeys(everything(), reader)) {
      assertThat(rows.next()).isEqualTo(key(0));
      StoreTransaction writer = begin();
      for (int row = 0; row < ROWS; row++) {
        blocks.mutate(key(row), List.of(cell(2, 10)), List.of(), writer);
      }
      writer.commit();
      assertThat(rows.next()).isEqualTo(key(1));
    }
    reader.rollback();
  }

  @Test
  void aScanThatWaitsForTheWriterHoldsNothingThatTheWriterWants() throws Exception {
    fill();
    StoreTransaction writer = begin();
    blocks.mutate(key(2), List.of(cell(2, 10)), List.of(), writer);
    FutureTask<List<String>> scanned = new FutureTask<>(this::scanAlone);
    new Thread(scanned).start();
    await().until(() -> manager.getEnvironment().getStats(null).getNWaiters() > 0);
    blocks.mutate(key(1), List.of(cell(2, 10)), List.of(), writer);
    writer.commit();
    assertThat(scanned.get()).hasSizeGreaterThanOrEqualTo(2 * ROWS);
  }

  private List<String> scanAlone() throws BackendException, IOException {
    StoreTransaction reader = begin();
    List<String> rows = scan(blocks, everything(), reader);
    reader.rollback();
    return rows;
  }

  private void fill() throws BackendException {
    StoreTransaction transaction = begin();
    for (int row = 0; row < ROWS; row++) {
      blocks.mutate(key(row), List.of(cell(1, 10)), List.of(), transaction);
    }
    transaction.commit();
  }

  private static KeyRangeQuery everything() {
    return new KeyRangeQuery(key(0), key(ROWS), column(0), column(COLUMNS));
  }

  private void mutateBoth(StaticBuffer key, boolean clear) throws BackendException {
    List<Entry> additions = new ArrayList<>();
    List<StaticBuffer> deletions = new ArrayList<>();
    for (int column = 0; column < COLUMNS; column++) {
      int chance = random.nextInt(10);
      if (clear || chance == 0) {
        deletions.add(column(column));
      } else if (chance == 1) {
        additions.add(cell(column, random.nextInt(10) == 0 ? 5_000 : random.nextInt(300)));
      }
    }
    StoreTransaction transaction = begin();
    blocks.mutate(key, additions, deletions, transaction);
    plain.mutate(key, additions, deletions, transaction);
    transaction.commit();
  }

  private void compareSlices() throws BackendException {
    StoreTransaction transaction = begin();
    for (int row = 0; row < ROWS; row++) {
      int from = random.nextInt(COLUMNS);
      int to = from + 1 + random.nextInt(COLUMNS);
      SliceQuery slice = new SliceQuery(column(from), column(to));
      SliceQuery first = new SliceQuery(column(from), column(to)).setLimit(1 + random.nextInt(4));
      SliceQuery all = new SliceQuery(column(0), column(COLUMNS));
      for (SliceQuery query : List.of(slice, first, all)) {
        KeySliceQuery asked = new KeySliceQuery(key(row), query);
        assertThat(texts(blocks.getSlice(asked, transaction)))
            .isEqualTo(texts(plain.getSlice(asked, transaction)));
      }
    }
    transaction.rollback();
  }

  private void compareScans() throws BackendException, IOException {
    StoreTransaction transaction = begin();
    for (int from = 0; from < COLUMNS; from += 7) {
      KeyRangeQuery query =
          new KeyRangeQuery(key(0), key(ROWS - 1), column(from), column(from + 9));
      assertThat(scan(blocks, query, transaction)).isEqualTo(scan(plain, query, transaction));
    }
    transaction.rollback();
  }

  private static List<String> scan(
      KeyColumnValueStore store, KeyRangeQuery query, StoreTransaction transaction)
      throws BackendException, IOException {
    List<String> rows = new ArrayList<>();
    try (KeyIterator keys = store.getKeys(query, transaction)) {
      while (keys.hasNext()) {
        rows.add(keys.next().toString());
        try (RecordIterator<Entry> cells = keys.getEntries()) {
          List<Entry> found = new ArrayList<>();
          cells.forEachRemaining(found::add);
          rows.addAll(texts(found));
        }
      }
    }
    return rows;
  }

  private static List<String> texts(List<Entry> cells) {
    return cells.stream().map(cell -> cell.getColumn() + "=" + cell.getValue()).toList();
  }

  private StoreTransaction begin() throws BackendException {
    return manager.beginTransaction(
        StandardBaseTransactionConfig.of(
            TimestampProviders.MICRO, manager.getFeatures().getKeyConsistentTxConfig()));
  }

  private static StaticBuffer key(int row) {
    return StaticArrayBuffer.of(new byte[] {0, 0, 0, 1, 0, 0, (byte) 0xFE, (byte) (0x7E + row)});
  }

  /** Columns of one and of two bytes, around the byte where signs would matter. */
  private static StaticBuffer column(int number) {
    byte high = (byte) (0x70 + number);
    return StaticArrayBuffer.of(number % 3 == 0 ? new byte[] {high} : new byte[] {high, 0x00});
  }

  private static Entry cell(int column, int length) {
    return StaticArrayEntry.of(column(column), StaticArrayBuffer.of(new byte[length]));
  }
}
