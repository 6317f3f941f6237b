package dev.lily.server.settings;

/** How classifications travel. */
public record PropagationSettings(
    @Setting(
            value = "Assets per transaction when propagated classifications are written",
            initially = "500",
            min = 1,
            max = 10_000)
        int batch) {}
