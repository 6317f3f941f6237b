package dev.lily.notifications.atlas;

/** Who sends a notification, as its envelope says: the address and the user of the server. */
public record Sender(String address, String user) {}
