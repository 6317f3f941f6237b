package dev.lily.graph.store;

import dev.lily.graph.asset.Asset;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words by which people look for an asset: its names cut at punctuation, digits and capital
 * letters, and whatever text describes it.
 */
final class SearchText {
  private static final Set<String> DESCRIBING =
      Set.of("description", "comment", "displayName", "userDescription", "owner");

  /** Lower-case words separated by blanks, each once; null where the name alone says as much. */
  @Nullable String of(Asset asset) {
    Set<String> words = new LinkedHashSet<>();
    addWords(words, asset.attributes().get("name") instanceof String name ? name : "");
    if (words.isEmpty()) {
      addWords(words, asset.qualifiedName());
    }
    for (String attribute : DESCRIBING) {
      if (asset.attributes().get(attribute) instanceof String text) {
        addWords(words, text);
      }
    }
    asset.labels().forEach(label -> addWords(words, label));
    String text = String.join(" ", words);
    return text.equals(asset.attributes().get("name")) ? null : text;
  }

  static void addWords(Set<String> words, String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !Character.isLetterOrDigit(text.charAt(i))) {
        addWord(words, text, start, i);
        start = i + 1;
      }
    }
  }

  private static void addWord(Set<String> words, String text, int start, int end) {
    if (end <= start) {
      return;
    }
    words.add(text.substring(start, end).toLowerCase(Locale.ROOT));
    int part = start;
    for (int i = start + 1; i < end; i++) {
      if (Character.isUpperCase(text.charAt(i)) && Character.isLowerCase(text.charAt(i - 1))) {
        words.add(text.substring(part, i).toLowerCase(Locale.ROOT));
        part = i;
      }
    }
    if (part > start) {
      words.add(text.substring(part, end).toLowerCase(Locale.ROOT));
    }
  }
}
