package dev.lily.notifications.propagation;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the writing of a tenant's propagated classifications is.
 *
 * @param waiting assets that are not yet surely written
 * @param written assets that were written since the start
 * @param ratePerSecond assets of all tenants, lately; 0 before the first
 * @param eta when nothing will wait any more at that rate; absent where nothing waits or no rate is
 *     known
 * @param waitingSince when the oldest change came that waits; absent where nothing waits
 */
public record MaterialiserStatus(
    long waiting,
    long written,
    double ratePerSecond,
    Optional<Instant> eta,
    Optional<Instant> waitingSince) {}
