package dev.lily.server.lineage;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.lineage.LineageDirection;
import dev.lily.graph.lineage.query.Lens;
import dev.lily.server.http.ApiRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The query parameters of a question; every refusal names the parameter and what it may be. */
final class QuestionParameters {
  private final ApiRequest request;

  QuestionParameters(ApiRequest request) {
    this.request = request;
  }

  Guid guid(String name) {
    String text = text(name).orElseThrow(() -> bad(name + " is missing: the guid of an asset"));
    return Guid.parse(text).orElseThrow(() -> bad(name + " must be a guid, not '" + text + "'"));
  }

  LineageDirection direction(LineageDirection standard) {
    return choice("direction", LineageDirection.class, standard);
  }

  Lens lens(Lens standard) {
    return choice("lens", Lens.class, standard);
  }

  /**
   * One of the two that do not group.
   *
   * @param what is asked for
   */
  Lens assetOrColumn(Lens standard, String what) {
    Lens lens = lens(standard);
    if (lens != Lens.ASSET && lens != Lens.COLUMN) {
      throw bad("lens must be asset or column for " + what);
    }
    return lens;
  }

  int number(String name, int standard, int most) {
    int number = request.query(name, standard);
    if (number < 1 || number > most) {
      throw bad("%s must be from 1 to %d, not %d".formatted(name, most, number));
    }
    return number;
  }

  Optional<String> text(String name) {
    return request.query(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E standard) {
    return text(name).map(text -> choice(name, type, text)).orElse(standard);
  }

  private static <E extends Enum<E>> E choice(String name, Class<E> type, String text) {
    E[] all = type.getEnumConstants();
    return Arrays.stream(all)
        .filter(one -> one.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                bad(
                    "%s must be one of %s, not '%s'"
                        .formatted(
                            name,
                            Arrays.stream(all)
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")),
                            text)));
  }

  static CatalogException bad(String message) {
    return new CatalogException(ErrorCode.BAD_REQUEST, message);
  }
}
