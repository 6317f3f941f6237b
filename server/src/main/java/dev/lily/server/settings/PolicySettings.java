package dev.lily.server.settings;

import java.time.Duration;

/** What query engines ask. */
public record PolicySettings(
    @Setting(
            value = "How long a Ranger download waits for a change before it answers 304",
            initially = "25s",
            max = 300_000)
        Duration longPoll,
    @Setting(
            value = "How often Ranger plug-ins are told to ask for tags",
            initially = "1s",
            min = 50,
            max = 3_600_000)
        Duration tagPollInterval,
    @Setting(
            value =
                "After which time without the newest, or without a question, a plug-in is behind or silent",
            initially = "2m",
            min = 1_000,
            max = 86_400_000)
        Duration pluginThreshold) {}
