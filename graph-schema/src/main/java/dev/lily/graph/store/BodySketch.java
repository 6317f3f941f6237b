package dev.lily.graph.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lily.graph.asset.Asset;
import dev.lily.graph.rule.Aspect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the lineage index asks of the body of an asset, read without making its values: for which
 * aspects it has a value, its certificate, and whether it has classifications. Used by one thread
 * for one body after the other; gives the same sets for assets that have the same.
 */
final class BodySketch {
  private static final JsonFactory JSON = new JsonFactory();

  /** More distinct sets than this are not remembered: somebody's keys are all different. */
  private static final int REMEMBERED = 10_000;

  private final Map<List<String>, Set<String>> distinct = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private @Nullable String certificate;
  private @Nullable String customCertificate;
  private boolean classified;

  /**
   * Reads a body.
   *
   * @param name the value of the attribute {@code name}, which is no part of it
   */
  void read(String body, @Nullable String name) {
    names.clear();
    certificate = null;
    customCertificate = null;
    classified = false;
    if (name != null && !name.isBlank()) {
      names.add(GraphKeys.NAME);
    }
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      for (String part = json.nextFieldName(); part != null; part = json.nextFieldName()) {
        json.nextToken();
        readPart(json, part);
      }
    } catch (IOException corrupt) {
      throw new UncheckedIOException("the stored body of an asset is no JSON", corrupt);
    }
  }

  private void readPart(JsonParser json, String part) throws IOException {
    if (part.equals("attributes")) {
      readAttributes(json);
    } else if (part.equals("custom")) {
      readCustom(json);
    } else {
      classified |= part.equals("classifications");
      json.skipChildren();
    }
  }

  private void readAttributes(JsonParser json) throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (json.nextToken() == JsonToken.VALUE_STRING && name.equals(Asset.CERTIFICATE)) {
        certificate = json.getText();
      }
      if (hasValue(json) && Aspect.isAspect(name)) {
        names.add(name);
      }
    }
  }

  private void readCustom(JsonParser json) throws IOException {
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      json.nextToken();
      if (key.equals(Asset.CERTIFICATE)) {
        customCertificate = json.getText();
      }
      if (hasValue(json)) {
        names.add(Aspect.custom(key));
      }
    }
  }

  /** Whether the value at hand is not blank; goes to its end. */
  private static boolean hasValue(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> false;
      case VALUE_STRING -> isVisible(json);
      case START_ARRAY, START_OBJECT -> isFilled(json);
      default -> true;
    };
  }

  private static boolean isFilled(JsonParser json) throws IOException {
    boolean filled = !json.nextToken().isStructEnd();
    while (!json.currentToken().isStructEnd()) {
      json.skipChildren();
      json.nextToken();
    }
    return filled;
  }

  private static boolean isVisible(JsonParser json) throws IOException {
    char[] text = json.getTextCharacters();
    int end = json.getTextOffset() + json.getTextLength();
    for (int i = json.getTextOffset(); i < end; i++) {
      if (!Character.isWhitespace(text[i])) {
        return true;
      }
    }
    return false;
  }

  /** Whether it has classifications of its own. */
  boolean isClassified() {
    return classified;
  }

  /** As {@link Asset#certificate}. */
  String certificate() {
    if (certificate != null) {
      return certificate;
    }
    return customCertificate == null ? "" : customCertificate;
  }

  /** As {@link Aspect#allOf}. */
  Set<String> aspects() {
    if (certificate == null && !certificate().isBlank()) {
      names.add(Asset.CERTIFICATE);
    }
    Set<String> known = distinct.get(names);
    if (known == null) {
      if (distinct.size() == REMEMBERED) {
        distinct.clear();
      }
      known = Set.copyOf(names);
      distinct.put(List.copyOf(names), known);
    }
    return known;
  }
}
