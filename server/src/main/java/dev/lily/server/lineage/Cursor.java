package dev.lily.server.lineage;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.query.PageKey;
import dev.lily.server.http.ApiRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page ended, as text: {@code steps.guid.position.question}, of which callers know nothing.
 * The last part ties it to the question it came from.
 *
 * @param position where the index was when the page was made
 */
record Cursor(PageKey key, long position) {
  private static final String NAME = "cursor";
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9})\\.([0-9a-f-]{36})\\.(-?\\d{1,18})\\.([0-9a-f]{8})");

  static Optional<Cursor> of(ApiRequest request, String question) {
    return request.query(NAME).filter(text -> !text.isBlank()).map(text -> read(text, question));
  }

  private static Cursor read(String text, String question) {
    Matcher form = FORM.matcher(text.strip());
    Optional<Guid> guid = form.matches() ? Guid.parse(form.group(2)) : Optional.empty();
    if (guid.isEmpty()) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          NAME + " '" + text + "' is none that an answer gave; leave it out for the first page");
    }
    if (!form.group(4).equals(mark(question))) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          NAME
              + " belongs to another question; send it with the parameters of the page it came"
              + " with, or leave it out");
    }
    PageKey key = new PageKey(Integer.parseInt(form.group(1)), guid.get());
    return new Cursor(key, Long.parseLong(form.group(3)));
  }

  String text(String question) {
    return "%d.%s.%d.%s".formatted(key.steps(), key.guid(), position, mark(question));
  }

  private static String mark(String question) {
    return String.format(Locale.ROOT, "%08x", question.hashCode());
  }
}
