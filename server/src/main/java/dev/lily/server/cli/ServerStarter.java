package dev.lily.server.cli;

import dev.lily.server.operations.RunningServer;
import dev.lily.server.operations.StartListener;
import dev.lily.server.settings.Settings;
import java.nio.file.Path;

/** Starts the server in this process. */
@FunctionalInterface
public interface ServerStarter {
  RunningServer start(Settings settings, Path data, StartListener listener);
}
