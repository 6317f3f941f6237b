package dev.lily.server.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A machine's way in. The key itself is shown once, as {@code lily_<id>_<secret>}, and not kept.
 *
 * @param secretHash SHA-256 of the secret in hex; the secret is random, so no slow hash is needed
 */
record ApiKey(
    String id,
    String name,
    String secretHash,
    String tenant,
    Set<String> roles,
    String createdBy,
    Instant createdAt,
    Optional<Instant> expiresAt) {
  ApiKey {
    roles = Role.checked(roles);
  }

  boolean expired(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
  }
}
