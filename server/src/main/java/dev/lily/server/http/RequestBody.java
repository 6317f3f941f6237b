package dev.lily.server.http;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads request bodies up to a limit that holds after decompression. */
final class RequestBody {
  private final int limit;

  RequestBody(int limit) {
    this.limit = limit;
  }

  byte[] read(Context http) {
    if (http.contentLength() > limit) {
      throw tooLarge();
    }
    try (InputStream stream = decoded(http)) {
      byte[] bytes = stream.readNBytes(limit);
      if (bytes.length == limit && stream.read() >= 0) {
        throw tooLarge();
      }
      return bytes;
    } catch (ZipException e) {
      throw new CatalogException(ErrorCode.BAD_REQUEST, "the body is not gzip as declared", e);
    } catch (IOException e) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST, "the body ended before it was complete: " + e.getMessage(), e);
    }
  }

  private static InputStream decoded(Context http) throws IOException {
    String encoding =
        Optional.ofNullable(http.header("Content-Encoding"))
            .orElse("identity")
            .toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "identity", "" -> http.req().getInputStream();
      case "gzip", "x-gzip" -> new GZIPInputStream(http.req().getInputStream(), 8192);
      default ->
          throw new CatalogException(
              ErrorCode.BAD_REQUEST,
              "Content-Encoding '" + encoding + "' is unknown; send gzip or none");
    };
  }

  private CatalogException tooLarge() {
    return new CatalogException(
        ErrorCode.CONTENT_TOO_LARGE,
        "the body is larger than "
            + limit
            + " bytes; send less at once, or raise"
            + " lily.server.max-request-bytes");
  }
}
