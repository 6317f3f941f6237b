package dev.lily.server.identity;

import dev.lily.server.operations.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sees to it that the user admin can get in. */
final class AdminPassword {
  private static final String ADMIN = "admin";

  private final IdentityStore store;
  private final Passwords passwords;
  private final Tenants tenants;

  AdminPassword(IdentityStore store, Passwords passwords, Tenants tenants) {
    this.store = store;
    this.passwords = passwords;
    this.tenants = tenants;
  }

  /** A password that was set always holds; else one is made when there is no such user yet. */
  void ensure(Optional<String> given, Path file, SecureRandom random) {
    Optional<User> admin = store.current().user(ADMIN);
    if (given.isPresent()) {
      if (admin.filter(user -> passwords.matches(given.get(), user.passwordHash())).isEmpty()) {
        save(admin, given.get());
      }
    } else if (admin.isEmpty()) {
      String made = generated(random);
      write(file, made);
      save(admin, made);
    }
  }

  private void save(Optional<User> admin, String password) {
    String hash = passwords.hash(password);
    store.change(all -> all.with(admin.map(user -> user.withPassword(hash)).orElse(fresh(hash))));
  }

  private User fresh(String hash) {
    Map<String, Set<String>> everywhere =
        tenants.names().stream()
            .collect(Collectors.toMap(tenant -> tenant, tenant -> Set.of(Role.ADMIN.text())));
    return new User(ADMIN, hash, Set.of(), everywhere);
  }

  private static String generated(SecureRandom random) {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void write(Path file, String password) {
    try {
      PrivateFile.write(file, (password + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
