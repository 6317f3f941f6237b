package dev.lily.server.identity;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Creates, changes and removes users. Somebody with the role admin always remains. */
final class Users {
  private final IdentityStore store;
  private final Passwords passwords;
  private final Tenants tenants;

  Users(IdentityStore store, Passwords passwords, Tenants tenants) {
    this.store = store;
    this.passwords = passwords;
    this.tenants = tenants;
  }

  List<User> list() {
    return store.current().users().values().stream()
        .sorted(Comparator.comparing(User::name))
        .toList();
  }

  /** Creates or replaces; a replaced user keeps the password when none is given. */
  User put(
      String name, Optional<String> password, Set<String> groups, Map<String, Set<String>> roles) {
    roles.keySet().forEach(tenants::require);
    String hash =
        password
            .map(passwords::hash)
            .or(() -> store.current().user(name).map(User::passwordHash))
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.BAD_REQUEST, "user " + name + " is new and needs a password"));
    User user = new User(name, hash, groups, roles);
    store.change(all -> withAdmin(all.with(user)));
    return user;
  }

  void remove(String name) {
    if (store.current().user(name).isEmpty()) {
      throw new CatalogException(ErrorCode.INSTANCE_NOT_FOUND, "no user is called " + name);
    }
    store.change(all -> withAdmin(all.withoutUser(name)));
  }

  private static Identities withAdmin(Identities changed) {
    if (!changed.hasAdmin()) {
      throw new CatalogException(
          ErrorCode.TYPE_HAS_REFERENCES, "somebody must remain with the role admin");
    }
    return changed;
  }
}
