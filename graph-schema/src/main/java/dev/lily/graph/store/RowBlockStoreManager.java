package dev.lily.graph.store;

import com.sleepycat.je.Environment;
import com.sleepycat.je.EnvironmentMutableConfig;
import java.util.HashMap;
import java.util.Map;
import org.janusgraph.diskstorage.Backend;
import org.janusgraph.diskstorage.BackendException;
import org.janusgraph.diskstorage.StaticBuffer;
import org.janusgraph.diskstorage.StoreMetaData;
import org.janusgraph.diskstorage.berkeleyje.BerkeleyJEKeyValueStore;
import org.janusgraph.diskstorage.berkeleyje.BerkeleyJEStoreManager;
import org.janusgraph.diskstorage.configuration.Configuration;
import org.janusgraph.diskstorage.keycolumnvalue.KCVMutation;
import org.janusgraph.diskstorage.keycolumnvalue.StoreTransaction;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.OrderedKeyValueStoreAdapter;
import org.janusgraph.diskstorage.keycolumnvalue.keyvalue.OrderedKeyValueStoreManagerAdapter;
import org.janusgraph.graphdb.configuration.GraphDatabaseConfiguration;
import org.jspecify.annotations.Nullable;

/** JanusGraph's BerkeleyJE storage, with the rows of the graph as {@link RowBlockStore}. */
public final class RowBlockStoreManager extends OrderedKeyValueStoreManagerAdapter {
  private @Nullable RowBlockStore rows;

  public RowBlockStoreManager(Configuration configuration) throws BackendException {
    super(
        new BerkeleyJEStoreManager(configuration),
        Map.of(
            Backend.EDGESTORE_NAME,
            RowBlockStore.KEY_LENGTH,
            configuration.get(GraphDatabaseConfiguration.IDS_STORE_NAME),
            RowBlockStore.KEY_LENGTH,
            ActivityRows.TABLE,
            ActivityCells.KEY_LENGTH));
  }

  /** Sets how much heap the cache of rows may take; what is more goes as rows are read. */
  void resizeCache(long bytes) {
    Environment environment = environment();
    EnvironmentMutableConfig settings = environment.getMutableConfig();
    if (settings.getCacheSize() != bytes) {
      settings.setCacheSizeVoid(bytes);
      environment.setMutableConfig(settings);
    }
  }

  @Override
  public synchronized OrderedKeyValueStoreAdapter openDatabase(
      String name, StoreMetaData.Container metaData) throws BackendException {
    if (!name.equals(Backend.EDGESTORE_NAME)) {
      return super.openDatabase(name, metaData);
    }
    if (rows == null) {
      BerkeleyJEKeyValueStore records = (BerkeleyJEKeyValueStore) getManager().openDatabase(name);
      rows = new RowBlockStore(RecordStore.over(records, environment()));
    }
    return rows;
  }

  private Environment environment() {
    return ((BerkeleyJEStoreManager) getManager()).getEnvironment();
  }

  @Override
  public void mutateMany(
      Map<String, Map<StaticBuffer, KCVMutation>> mutations, StoreTransaction transaction)
      throws BackendException {
    Map<String, Map<StaticBuffer, KCVMutation>> others = new HashMap<>(mutations);
    Map<StaticBuffer, KCVMutation> changes = others.remove(Backend.EDGESTORE_NAME);
    if (changes != null) {
      OrderedKeyValueStoreAdapter store = openDatabase(Backend.EDGESTORE_NAME);
      for (Map.Entry<StaticBuffer, KCVMutation> row : changes.entrySet()) {
        store.mutate(
            row.getKey(),
            row.getValue().getAdditions(),
            row.getValue().getDeletions(),
            transaction);
      }
    }
    if (!others.isEmpty()) {
      super.mutateMany(others, transaction);
    }
  }
}
