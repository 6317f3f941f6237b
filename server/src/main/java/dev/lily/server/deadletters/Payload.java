package dev.lily.server.deadletters;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The content of a letter as it may be shown: at most 64 KB of it, without what looks like a
 * secret.
 *
 * @param truncated whether there is more
 * @param redacted whether something was left out
 */
record Payload(String text, boolean truncated, boolean redacted) {
  private static final int MOST = 64 << 10;
  private static final String HIDDEN = "[redacted]";

  /**
   * A field whose name says so, in JSON or like {@code name=value}. Names are bounded: a long text
   * without any space would be looked at from each of its characters to its end.
   */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([\\w.-]{0,40}(?:password|passwd|secret|token|credential|api[_-]?key|authorization)[\\w.-]{0,40}"
              + "\\\\?\"?\\s*[:=]\\s*)(\"(?:[^\"\\\\]|\\\\.)*+\"?|[^\\s\",;&}\\]]++)");

  /** A user with a password in an address. */
  private static final Pattern LOGIN =
      Pattern.compile("(://[^/\\s:@\"]{1,200}:)[^/\\s@\"]{1,200}(@)");

  static Payload of(byte[] content) {
    int shown = Math.min(content.length, MOST);
    String text = new String(content, 0, shown, StandardCharsets.UTF_8);
    String clean = clean(text);
    return new Payload(clean, shown < content.length, !clean.equals(text));
  }

  /** The text without what looks like a secret. */
  static String clean(String text) {
    String fields =
        SECRET
            .matcher(text)
            .replaceAll(
                found -> found.group(1) + (found.group(2).startsWith("\"") ? quoted() : HIDDEN));
    return LOGIN.matcher(fields).replaceAll("$1" + HIDDEN + "$2");
  }

  private static String quoted() {
    return '"' + HIDDEN + '"';
  }
}
