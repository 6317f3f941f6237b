package dev.lily.server.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Writes aligned lines for a person; colours only where a terminal shows them. */
public final class Screen {
  private static final int LABEL_WIDTH = 18;

  private final PrintWriter out;
  private final Ansi ansi;

  Screen(CommandLine command) {
    this(command.getOut(), command.getColorScheme().ansi());
  }

  Screen(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  boolean coloured() {
    return ansi.enabled();
  }

  public void title(String text) {
    out.println(style(text, Style.bold));
    blank();
  }

  /** {@code label text}. */
  public void line(String label, String text) {
    out.println("  " + label + pad(label, LABEL_WIDTH) + text);
    out.flush();
  }

  public void text(String text) {
    out.println(text);
    out.flush();
  }

  void raw(String text) {
    out.print(text);
    out.flush();
  }

  public void blank() {
    out.println();
    out.flush();
  }

  String good(String text) {
    return style(text, Style.fg_green, Style.bold);
  }

  String bad(String text) {
    return style(text, Style.fg_red, Style.bold);
  }

  String faint(String text) {
    return style(text, Style.faint);
  }

  String strong(String text) {
    return style(text, Style.bold);
  }

  private String style(String text, IStyle... styles) {
    if (!ansi.enabled()) {
      return text;
    }
    StringBuilder on = new StringBuilder();
    Arrays.stream(styles).forEach(style -> on.append(style.on()));
    return on + text + Style.reset.on();
  }

  static String pad(String text, int width) {
    return " ".repeat(Math.max(1, width - text.length()));
  }
}
