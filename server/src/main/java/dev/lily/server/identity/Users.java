package dev.lily.server.identity;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Creates, changes and removes users. Somebody with the role admin always remains. Who asks in the
 * standard tenant operates all of Lily; who asks in another one manages those who have roles there
 * and nowhere else.
 */
final class Users {
  private final IdentityStore store;
  private final Passwords passwords;
  private final Tenants tenants;

  Users(IdentityStore store, Passwords passwords, Tenants tenants) {
    this.store = store;
    this.passwords = passwords;
    this.tenants = tenants;
  }

  /** Those who have a role in the tenant, with those roles; in the standard tenant all of all. */
  List<User> list(TenantId tenant) {
    return store.current().users().values().stream()
        .filter(user -> operatesAll(tenant) || user.roles().containsKey(tenant.value()))
        .map(user -> operatesAll(tenant) ? user : user.within(tenant.value()))
        .sorted(Comparator.comparing(User::name))
        .toList();
  }

  /** Creates or replaces; a replaced user keeps the password when none is given. */
  User put(
      TenantId tenant,
      String name,
      Optional<String> password,
      Set<String> groups,
      Map<String, Set<String>> roles) {
    roles.keySet().forEach(tenants::require);
    requireOwn(tenant, name, roles.keySet());
    store.current().user(name).ifPresent(old -> requireOwn(tenant, name, old.roles().keySet()));
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

  void remove(TenantId tenant, String name) {
    User user =
        store
            .current()
            .user(name)
            .orElseThrow(
                () ->
                    new CatalogException(
                        ErrorCode.INSTANCE_NOT_FOUND, "no user is called " + name));
    requireOwn(tenant, name, user.roles().keySet());
    store.change(all -> withAdmin(all.withoutUser(name)));
  }

  private boolean operatesAll(TenantId tenant) {
    return tenant.equals(tenants.standard());
  }

  private void requireOwn(TenantId tenant, String name, Set<String> tenantsOfUser) {
    if (!operatesAll(tenant) && !Set.of(tenant.value()).containsAll(tenantsOfUser)) {
      throw new CatalogException(
          ErrorCode.UNAUTHORIZED_ACCESS,
          "user %s has, or would have, roles outside of tenant %s: an admin of tenant %s can do that"
              .formatted(name, tenant, tenants.standard()));
    }
  }

  private static Identities withAdmin(Identities changed) {
    if (!changed.hasAdmin()) {
      throw new CatalogException(
          ErrorCode.TYPE_HAS_REFERENCES, "somebody must remain with the role admin");
    }
    return changed;
  }
}
