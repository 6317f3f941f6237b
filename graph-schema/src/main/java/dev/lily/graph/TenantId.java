package dev.lily.graph;

import java.util.regex.Pattern;

/** The name of a tenant: lower-case letters, digits and dashes, 63 characters at most. */
public record TenantId(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public static final TenantId DEFAULT = new TenantId("default");

  public TenantId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "tenant '" + value + "' must be lower-case letters, digits and dashes, at most 63");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
