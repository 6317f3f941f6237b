package dev.lily.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/** What is wrong with somebody's JSON, in words that do not need the parser's manual. */
public final class JsonFaults {
  private JsonFaults() {}

  /** The reason alone, without its place. */
  public static String reason(IOException fault) {
    String message =
        fault instanceof JsonProcessingException syntax
            ? syntax.getOriginalMessage()
            : String.valueOf(fault.getMessage());
    if (fault instanceof StreamConstraintsException) {
      return message.contains("nesting") ? "it is nested too deep" : "a part of it is too long";
    }
    if (fault instanceof JsonEOFException) {
      return "it ends before it is complete";
    }
    return message.replaceAll("\\s*\\([^()]*\\[?Source.*$", "");
  }
}
