package dev.lily.graph.lineage;

import dev.lily.graph.asset.Guid;

/**
 * Where a classification did not travel on.
 *
 * @param edge the edge it did not pass
 * @param from the end that carries the classification
 * @param to the end that does not, neither on another way
 * @param reason the edge's stop reason ({@code masking}, {@code INDIRECT}), or {@code blocked},
 *     {@code restricted through lineage}, {@code restricted through hierarchy}
 */
public record HeldBack(LineageEdge edge, Guid from, Guid to, String reason) {}
