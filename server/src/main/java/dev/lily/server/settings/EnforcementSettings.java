package dev.lily.server.settings;

import java.time.Duration;

/** How it is watched whether engines follow. */
public record EnforcementSettings(
    @Setting(
            value = "Tag an asset of Lily's own again and again, and measure when engines follow",
            initially = "false")
        boolean canary,
    @Setting(value = "How often", initially = "30s", min = 1_000, max = 86_400_000)
        Duration canaryInterval,
    @Setting(
            value = "How late an engine may be before the canary counts as failed",
            initially = "20s",
            min = 1_000,
            max = 3_600_000)
        Duration canaryPatience) {}
