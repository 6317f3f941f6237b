package dev.lily.graph.asset;

/** An existing asset by identity: enough to name it and to find it. */
public record AssetRef(Guid guid, AssetKey key) {}
