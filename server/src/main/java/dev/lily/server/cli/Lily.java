package dev.lily.server.cli;

import dev.lily.server.operations.ExitCode;
import dev.lily.server.operations.StartException;
import dev.lily.server.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** {@code ./lily}: the commands, and how their faults are shown. */
@Command(
    name = "lily",
    synopsisSubcommandLabel = "COMMAND",
    description = "A metadata catalog that acts: tag a column, and the next query is masked.%n",
    commandListHeading = "%nCommands%n",
    optionListHeading = "%nOptions%n",
    footer = {
      "",
      "Begin with ./lily demo. Help on a command: ./lily COMMAND --help",
      "LILY_JAVA_OPTS replaces the JVM's options; NO_COLOR=1 turns colours off."
    })
public final class Lily {
  private Lily() {}

  /** The whole command line; {@code execute} gives the exit status. */
  public static CommandLine commandLine(
      Surroundings here, ServerStarter starter, DemoScenarios scenarios) {
    CommandLine lily =
        new CommandLine(new Lily())
            .addSubcommand(new DemoCommand(here, starter, scenarios))
            .addSubcommand(new StartCommand(here, starter))
            .addSubcommand(new StopCommand(here))
            .addSubcommand(new StatusCommand(here))
            .addSubcommand(new ConfigCommand(here))
            .addSubcommand(ApiKeyCommand.commandLine(here))
            .addSubcommand(new GremlinCommand(here))
            .addSubcommand(new SourceCommand.Test())
            .addSubcommand(new SourceCommand.Bench());
    lily.getCommandSpec().version("lily " + here.version());
    standardHelp(lily);
    colours(lily, here);
    return lily.setExecutionExceptionHandler(Lily::explain);
  }

  private static void standardHelp(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getCommandSpec().usageMessage().sortOptions(false).width(90);
    command.getSubcommands().values().forEach(Lily::standardHelp);
  }

  /** The launcher knows whether a terminal will show what a background process writes. */
  private static void colours(CommandLine lily, Surroundings here) {
    String wish = here.environment().getOrDefault("LILY_COLOUR", "auto");
    Ansi ansi =
        switch (wish) {
          case "always" -> Ansi.ON;
          case "never" -> Ansi.OFF;
          default -> Ansi.AUTO;
        };
    lily.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
  }

  private static int explain(Exception fault, CommandLine command, ParseResult arguments) {
    Screen screen = new Screen(command.getErr(), command.getColorScheme().ansi());
    if (fault instanceof SettingsException settings) {
      screen.text(screen.bad("The settings cannot be used:"));
      settings.faults().forEach(line -> screen.text("  " + line));
      return ExitCode.SETTINGS.number();
    } else if (fault instanceof StartException start) {
      screen.text(screen.bad("Lily cannot do this:") + " " + start.getMessage());
      return start.exitCode().number();
    }
    fault.printStackTrace(command.getErr());
    return ExitCode.FAILED.number();
  }
}
