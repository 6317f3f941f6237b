package dev.lily.server.settings;

/** How the Atlas API answers where Atlas itself can be set. */
public record AtlasSettings(
    @Setting(
            value = "Whether a reference to an entity that is not there makes a shell of it",
            initially = "false")
        boolean createShells) {}
