package dev.lily.server.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network in which an engine is known by its address alone.
 *
 * @param tenant whose engine it is; the standard tenant's where absent
 * @param network an address of it
 * @param bits how many bits all its addresses have in common
 */
public record EngineAddress(Optional<String> tenant, InetAddress network, int bits) {
  private static final Pattern SYNTAX =
      Pattern.compile("(?:([^@]+)@)?([0-9a-fA-F:.]+)(?:/(\\d{1,3}))?");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /**
   * Reads {@code 10.1.2.3}, {@code 10.1.0.0/16}, {@code ::1} or {@code tenant@10.1.2.3}.
   *
   * @throws IllegalArgumentException it is none of these, or a network of everybody
   */
  public static EngineAddress parse(String text) {
    Matcher parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' must be an address like 127.0.0.1, 10.1.0.0/16 or tenant@10.1.2.3");
    }
    InetAddress network = literal(parts.group(2));
    int longest = network.getAddress().length * Byte.SIZE;
    int bits = parts.group(3) == null ? longest : Integer.parseInt(parts.group(3));
    if (bits < 1 || bits > longest) {
      throw new IllegalArgumentException(
          "'%s' must have 1 to %d bits; an engine of everybody is none".formatted(text, longest));
    }
    return new EngineAddress(Optional.ofNullable(parts.group(1)), network, bits);
  }

  /** Never asks a name server. */
  private static InetAddress literal(String text) {
    try {
      if (text.contains(":") || IPV4.matcher(text).matches()) {
        return InetAddress.getByName(text);
      }
    } catch (UnknownHostException malformed) {
      throw new IllegalArgumentException("'" + text + "' is no address", malformed);
    }
    throw new IllegalArgumentException("'" + text + "' is no address");
  }

  /** Whether the address of a connection, as text, is in it. */
  boolean contains(String address) {
    String bare = address.replaceAll("[\\[\\]]|%.*", "");
    try {
      return contains(literal(bare));
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  private boolean contains(InetAddress address) {
    byte[] one = network.getAddress();
    byte[] other = address.getAddress();
    if (one.length != other.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    int mask = 0xff00 >> bits % Byte.SIZE & 0xff;
    return Arrays.equals(one, 0, whole, other, 0, whole)
        && (mask == 0 || (one[whole] & mask) == (other[whole] & mask));
  }
}
