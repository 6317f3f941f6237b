package dev.lily.policy.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The comment by which Lily knows what it made, and whether it would make the same again. */
final class Fingerprint {
  static final String PREFIX = "Made by Lily, do not edit: ";

  private Fingerprint() {}

  static String of(String sql) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static boolean isOurs(String comment) {
    return comment.startsWith(PREFIX);
  }
}
