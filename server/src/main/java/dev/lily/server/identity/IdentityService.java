package dev.lily.server.identity;

import dev.lily.graph.Principal;
import dev.lily.graph.TenantId;
import dev.lily.server.http.Callers;
import dev.lily.server.http.RouteModule;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything about who asks, opened on a data folder. */
public final class IdentityService {
  private final IdentityStore store;
  private final Passwords passwords;
  private final ApiKeys keys;
  private final Options options;
  private final Sessions sessions;
  private final Identity identity;

  /**
   * How identity works here.
   *
   * @param engines that may ask without credentials
   * @param adminPassword empty to make one at the first start
   * @param loginCache how long a right password is remembered
   * @param loginFailures wrong passwords until an address has to wait
   * @param keyLife of keys created without one; zero for unlimited
   * @param sessionIdle how long a session lasts that nobody uses
   * @param sessionLife how long one lasts at most
   */
  public record Options(
      Tenants tenants,
      List<EngineAddress> engines,
      Optional<String> adminPassword,
      Duration loginCache,
      int loginFailures,
      Duration loginPause,
      Duration keyLife,
      Duration sessionIdle,
      Duration sessionLife) {}

  private IdentityService(IdentityStore store, Options options, SecureRandom random, Clock clock) {
    this.store = store;
    this.options = options;
    this.passwords = new Passwords(random, options.loginCache(), Passwords.COST);
    this.keys = new ApiKeys(store, random, options.keyLife());
    LoginThrottle throttle =
        new LoginThrottle(options.loginFailures(), options.loginPause(), clock);
    this.sessions = new Sessions(random, options.sessionIdle(), options.sessionLife(), clock);
    this.identity =
        new Identity(
            store, passwords, throttle, sessions, options.tenants(), options.engines(), clock);
  }

  /**
   * Opens users and keys; at the first start makes the user admin.
   *
   * @param secrets folder for the password that is made; only its owner reads it
   */
  public static IdentityService open(
      Path users, Path secrets, Options options, SecureRandom random, Clock clock) {
    IdentityService service = new IdentityService(new IdentityStore(users), options, random, clock);
    new AdminPassword(service.store, service.passwords, options.tenants())
        .ensure(options.adminPassword(), secrets.resolve("admin-password"), random);
    return service;
  }

  /** Who has a role in the tenant: users and API keys. */
  public List<Principal> principals(TenantId tenant) {
    Identities all = store.current();
    return Stream.concat(
            all.users().values().stream()
                .map(
                    user ->
                        new Principal(
                            user.name(),
                            user.groups(),
                            user.roles().getOrDefault(tenant.value(), Set.of()))),
            all.keys().values().stream()
                .filter(key -> key.tenant().equals(tenant.value()))
                .map(key -> new Principal(key.name(), Set.of(), key.roles())))
        .filter(principal -> !principal.roles().isEmpty())
        .sorted(Comparator.comparing(Principal::name))
        .toList();
  }

  public Callers callers() {
    return identity;
  }

  /** How many are signed in by form. */
  public int sessions() {
    return sessions.count();
  }

  /** The routes to sign in and out, and to manage users and keys. */
  public RouteModule routes() {
    Users users = new Users(store, passwords, options.tenants());
    return routes -> {
      new SessionRoutes(identity, sessions, options.tenants()).register(routes);
      new IdentityRoutes(users, keys).register(routes);
    };
  }
}
