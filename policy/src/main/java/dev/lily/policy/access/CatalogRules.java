package dev.lily.policy.access;

import java.util.List;

/**
 * The rules of a tenant, as one version of them.
 *
 * @param version 0 where nobody has made rules yet
 */
public record CatalogRules(
    long version, String updatedBy, long updateTime, String comment, List<CatalogRule> rules) {
  public static final CatalogRules NONE = new CatalogRules(0, "", 0, "", List.of());

  public CatalogRules {
    rules = List.copyOf(rules);
  }
}
