package dev.lily.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and verifies passwords with bcrypt. A password that was right is remembered for a while
 * under a keyed hash, because Basic sends it with every request and bcrypt takes tens of
 * milliseconds; the key lives and dies with the process.
 */
final class Passwords {
  /** Of bcrypt: 2^10 rounds, tens of milliseconds. */
  static final int COST = 10;

  /** Of a random password that nobody kept; checked for strangers, so that they wait as long. */
  static final String NOBODYS_HASH = "$2b$10$4vAJY7RyZ0/We.os2YF9HOHmdQzx4RiaVrU1XlJkTS0/hOUxkHxJa";

  private static final int LONGEST_BYTES = 72;
  private static final int SHORTEST = 8;

  private final BcryptFunction bcrypt;
  private final SecretKeySpec key;
  private final Cache<String, Boolean> right;

  Passwords(SecureRandom random, Duration remembered, int cost) {
    this.bcrypt = BcryptFunction.getInstance(Bcrypt.B, cost);
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    this.key = new SecretKeySpec(secret, "HmacSHA256");
    this.right = Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(remembered).build();
  }

  String hash(String password) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (password.length() < SHORTEST || bytes > LONGEST_BYTES) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "a password must have %d characters or more and %d bytes at most"
              .formatted(SHORTEST, LONGEST_BYTES));
    }
    return bcrypt.hash(password).getResult();
  }

  /** Whether this password was right a while ago; costs microseconds. */
  boolean remembers(String password, String hash) {
    return right.getIfPresent(fingerprint(password, hash)) != null;
  }

  boolean matches(String password, String hash) {
    return Boolean.TRUE.equals(
        right.get(fingerprint(password, hash), unused -> verified(password, hash)));
  }

  /** Null keeps a wrong password out of the cache. */
  private @Nullable Boolean verified(String password, String hash) {
    return bcrypt.check(password, hash) ? Boolean.TRUE : null;
  }

  private String fingerprint(String password, String hash) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(hash.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HmacSHA256", e);
    }
  }
}
