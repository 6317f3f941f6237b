package dev.lily.server.settings;

import java.nio.file.Path;

/** The data folder. */
public record DataSettings(
    @Setting(
            value = "Folder of everything Lily keeps; relative to the folder of the launcher",
            initially = "data")
        Path folder) {}
