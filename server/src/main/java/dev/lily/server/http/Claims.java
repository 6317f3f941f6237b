package dev.lily.server.http;

import java.util.Optional;

/**
 * What a request says about its caller, unproved.
 *
 * @param authorization the header of that name
 * @param session the token of a session, regarded where there is no authorization
 * @param tenant the header {@code X-Lily-Tenant}
 * @param address where the request comes from
 */
public record Claims(
    Optional<String> authorization,
    Optional<String> session,
    Optional<String> tenant,
    String address,
    String requestId) {

  /** Without a session. */
  public Claims(
      Optional<String> authorization, Optional<String> tenant, String address, String requestId) {
    this(authorization, Optional.empty(), tenant, address, requestId);
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return "Claims[tenant=" + tenant + ", address=" + address + ", requestId=" + requestId + "]";
  }
}
