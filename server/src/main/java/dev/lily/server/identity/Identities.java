package dev.lily.server.identity;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everybody who may get in, as one unchanging value. */
record Identities(Map<String, User> users, Map<String, ApiKey> keys) {
  Identities {
    users = Map.copyOf(users);
    keys = Map.copyOf(keys);
  }

  Optional<User> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  Optional<ApiKey> key(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  Identities with(User user) {
    Map<String, User> more = new TreeMap<>(users);
    more.put(user.name(), user);
    return new Identities(more, keys);
  }

  Identities withoutUser(String name) {
    Map<String, User> fewer = new TreeMap<>(users);
    fewer.remove(name);
    return new Identities(fewer, keys);
  }

  Identities with(ApiKey key) {
    Map<String, ApiKey> more = new TreeMap<>(keys);
    more.put(key.id(), key);
    return new Identities(users, more);
  }

  Identities withoutKey(String id) {
    Map<String, ApiKey> fewer = new TreeMap<>(keys);
    fewer.remove(id);
    return new Identities(users, fewer);
  }

  boolean hasAdmin() {
    return users.values().stream()
        .anyMatch(user -> user.roles().values().stream().anyMatch(r -> r.contains("admin")));
  }
}
