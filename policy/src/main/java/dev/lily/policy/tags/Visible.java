package dev.lily.policy.tags;

import dev.lily.graph.TenantId;

/**
 * A change of classifications that decisions about a service take into account from now on.
 *
 * @param position of the change in the change log
 * @param eventTime when it was committed, epoch milliseconds
 * @param time when decisions changed, epoch milliseconds
 * @param resources how many resources have other tags than before
 */
public record Visible(
    TenantId tenant, String service, long position, long eventTime, long time, int resources) {}
