package dev.lily.server.settings;

import java.time.Duration;

/** Who gets in. */
public record SecuritySettings(
    @Setting(
            value = "Password of the user admin; without it, one is made at the first start",
            secret = true)
        String adminPassword,
    @Setting(
            value = "How long a password that was right is not hashed again",
            initially = "5m",
            max = 3_600_000)
        Duration loginCache,
    @Setting(
            value = "Wrong passwords from one address for one user before it has to wait",
            initially = "10",
            min = 1,
            max = 1000)
        int loginFailures,
    @Setting(value = "How long it has to wait then", initially = "1m", min = 1000, max = 86_400_000)
        Duration loginPause,
    @Setting(
            value = "Life of an API key that is created without one; 0 for unlimited",
            initially = "0")
        Duration apiKeyLife) {}
