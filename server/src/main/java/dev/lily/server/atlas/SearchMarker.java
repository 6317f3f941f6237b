package dev.lily.server.atlas;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The place in a search at which the next page begins. Clients send {@code *} for the first page,
 * and then what the answer before held; it is good for the same search only.
 */
final class SearchMarker {
  private static final String FIRST = "*";

  private SearchMarker() {}

  /** Where the page begins that the marker asks for. */
  static int offset(String marker, int sentOffset, Map<String, @Nullable Object> search) {
    if (sentOffset != 0) {
      throw refused("offset must be 0 where a marker says where to begin, not " + sentOffset);
    }
    if (marker.equals(FIRST)) {
      return 0;
    }
    String[] parts = decoded(marker).split(":", -1);
    if (parts.length != 2
        || !parts[0].matches("\\d{1,9}")
        || !parts[1].equals(fingerprint(search))) {
      throw invalid(marker);
    }
    return Integer.parseInt(parts[0]);
  }

  static String at(int offset, Map<String, @Nullable Object> search) {
    byte[] text = (offset + ":" + fingerprint(search)).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** The same for all pages of a search, however long they are. */
  private static String fingerprint(Map<String, @Nullable Object> search) {
    Map<String, @Nullable Object> asked = new LinkedHashMap<>(search);
    List.of("marker", "limit", "offset").forEach(asked::remove);
    return Integer.toHexString(asked.toString().hashCode());
  }

  private static String decoded(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException malformed) {
      throw invalid(marker);
    }
  }

  private static CatalogException invalid(String marker) {
    return refused(
        "Invalid marker '%s'; send * for the first page, then the nextMarker of the answer to the same search"
            .formatted(marker));
  }

  private static CatalogException refused(String what) {
    return new CatalogException(ErrorCode.BAD_REQUEST, what);
  }
}
