package dev.lily.graph;

/**
 * What waits in the store.
 *
 * @param changes works that wait for the writer, those under way left out
 * @param background the same of what nobody waits for
 * @param unindexed documents that wait for the embedded search index; 0 with a search server
 * @param embedded whether the search index is inside this process
 * @param behind whether search lacks what the last run left behind
 */
public record StoreLoad(
    int changes, int background, int unindexed, boolean embedded, boolean behind) {}
