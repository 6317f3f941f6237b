package dev.lily.graph.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A pattern for names: {@code *} is any run of characters, {@code ?} any one; case matters. */
public record Glob(@JsonValue String pattern) {

  @JsonCreator
  public Glob {}

  /** Whether every name fits that is not empty. */
  boolean fitsAll() {
    return pattern.contains("*")
        && pattern.replace("*", "").length() <= 1
        && pattern.replace("*", "").replace("?", "").isEmpty();
  }

  /** Whether the whole name fits; takes time in the length of the name times the stars at worst. */
  public boolean matches(String name) {
    int at = 0;
    int here = 0;
    int star = -1;
    int resume = 0;
    while (here < name.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        resume = here;
      } else if (at < pattern.length() && isOne(pattern.charAt(at), name.charAt(here))) {
        at++;
        here++;
      } else if (star >= 0) {
        at = star + 1;
        here = ++resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  private static boolean isOne(char expected, char actual) {
    return expected == '?' || expected == actual;
  }

  @Override
  public String toString() {
    return pattern;
  }
}
