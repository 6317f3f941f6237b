package dev.lily.graph.asset;

import java.util.List;
import java.util.Map;

/**
 * What a batch did.
 *
 * @param position where in the change log it stands; 0 where nothing changed
 * @param guidAssignments the guid of every input that named a placeholder or a real guid
 */
public record MutationResult(
    long position,
    List<Asset> created,
    List<Asset> updated,
    List<Asset> deleted,
    List<Asset> unchanged,
    Map<String, Guid> guidAssignments) {}
