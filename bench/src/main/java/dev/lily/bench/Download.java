package dev.lily.bench;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document that was read, of which only the beginning is kept.
 *
 * @param start its first bytes
 * @param bytes of all of it
 * @param nanos from the question to the last byte
 */
record Download(byte[] start, long bytes, long nanos) {
  static final int BEGINNING = 64 * 1024;

  private static final Pattern VERSION = Pattern.compile("\"(?:policy|tag)Version\":(\\d+)");

  /** The version of Ranger's policies or tags, which such a document names at its beginning. */
  long version() {
    Matcher version = VERSION.matcher(new String(start, StandardCharsets.UTF_8));
    if (!version.find()) {
      throw new BenchException("the download names no version");
    }
    return Long.parseLong(version.group(1));
  }

  double milliseconds() {
    return Timer.rounded(nanos / 1e6);
  }
}
