package dev.lily.server.identity;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates, lists and revokes the API keys of a tenant. */
final class ApiKeys {
  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 6;

  private final IdentityStore store;
  private final SecureRandom random;
  private final Duration standardLife;

  ApiKeys(IdentityStore store, SecureRandom random, Duration standardLife) {
    this.store = store;
    this.random = random;
    this.standardLife = standardLife;
  }

  Created create(RequestContext context, String name, Set<String> roles, Optional<Duration> life) {
    if (name.isBlank() || roles.isEmpty()) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, "an API key needs a name and one role or more");
    }
    String id = HexFormat.of().formatHex(bytes(ID_BYTES));
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
    Instant now = context.clock().instant();
    ApiKey key =
        new ApiKey(
            id,
            name,
            hash(secret),
            context.tenant().value(),
            roles,
            context.principal().name(),
            now,
            Optional.of(life.orElse(standardLife)).filter(d -> !d.isZero()).map(now::plus));
    store.change(all -> all.with(key));
    return new Created(key, "lily_" + id + "_" + secret);
  }

  List<ApiKey> list(RequestContext context) {
    return store.current().keys().values().stream()
        .filter(key -> key.tenant().equals(context.tenant().value()))
        .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
        .toList();
  }

  void revoke(RequestContext context, String id) {
    if (list(context).stream().noneMatch(key -> key.id().equals(id))) {
      throw new CatalogException(ErrorCode.INSTANCE_NOT_FOUND, "no API key has the id " + id);
    }
    store.change(all -> all.withoutKey(id));
  }

  static String hash(String secret) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A new key and its full text, which nobody sees again. */
  record Created(ApiKey key, String text) {}
}
