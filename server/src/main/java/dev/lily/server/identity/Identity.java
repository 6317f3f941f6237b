package dev.lily.server.identity;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.server.http.Callers;
import dev.lily.server.http.Claims;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Proves who asks, against the users and API keys of the data folder. */
public final class Identity implements Callers {
  private final IdentityStore store;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final Sessions sessions;
  private final Tenants tenants;
  private final List<EngineAddress> engines;
  private final Clock clock;

  Identity(
      IdentityStore store,
      Passwords passwords,
      LoginThrottle throttle,
      Sessions sessions,
      Tenants tenants,
      List<EngineAddress> engines,
      Clock clock) {
    this.store = store;
    this.passwords = passwords;
    this.throttle = throttle;
    this.sessions = sessions;
    this.tenants = tenants;
    this.engines = List.copyOf(engines);
    this.clock = clock;
  }

  @Override
  public RequestContext identify(Claims claims) {
    if (claims.authorization().isEmpty() && claims.session().isPresent()) {
      User user =
          sessions
              .find(claims.session().get())
              .flatMap(this::user)
              .orElseThrow(() -> refused("the session has ended; sign in again"));
      return context(user, claims);
    }
    String header =
        claims
            .authorization()
            .orElseThrow(
                () ->
                    refused("identity is required: Basic with a user, or Bearer with an API key"));
    Credentials credentials = Credentials.parse(header);
    if (credentials instanceof Credentials.Basic basic) {
      return context(prove(basic, claims.address()), claims);
    }
    return machine((Credentials.Key) credentials, claims);
  }

  @Override
  public Optional<RequestContext> engine(Claims claims) {
    Optional<EngineAddress> known =
        engines.stream().filter(engine -> engine.contains(claims.address())).findFirst();
    return known.map(engine -> engine(engine, claims));
  }

  private RequestContext engine(EngineAddress engine, Claims claims) {
    TenantId tenant = tenants.chosen(engine.tenant());
    if (claims.tenant().filter(asked -> !asked.equals(tenant.value())).isPresent()) {
      throw forbidden("engines at " + claims.address() + " belong to tenant " + tenant);
    }
    Principal principal =
        new Principal("engine@" + claims.address(), Set.of(), Set.of(Role.ENGINE.text()));
    return context(tenant, principal, claims);
  }

  @Override
  public RequestContext anonymous(Claims claims) {
    Principal nobody = new Principal("anonymous", Set.of(), Set.of());
    return context(tenants.standard(), nobody, claims);
  }

  /**
   * The user with that password.
   *
   * @throws CatalogException UNAUTHENTICATED, TOO_MANY_ATTEMPTS after wrong passwords
   */
  User prove(Credentials.Basic basic, String address) {
    Optional<User> user = store.current().user(basic.user());
    String hash = user.map(User::passwordHash).orElse(Passwords.NOBODYS_HASH);
    // Somebody who guesses behind the same proxy must not shut out who is already signed in.
    if (!passwords.remembers(basic.password(), hash)) {
      throttle.check(address, basic.user());
    }
    if (!passwords.matches(basic.password(), hash) || user.isEmpty()) {
      throttle.failed(address, basic.user());
      throw refused("user or password is wrong");
    }
    return user.get();
  }

  /** Who the session belongs to, as long as the password is the one that began it. */
  Optional<User> user(Sessions.Session session) {
    return store
        .current()
        .user(session.user())
        .filter(user -> same(user.passwordHash(), session.passwordHash()));
  }

  private RequestContext context(User user, Claims claims) {
    TenantId tenant = tenants.chosen(claims.tenant());
    Set<String> roles = user.roles().getOrDefault(tenant.value(), Set.of());
    if (roles.isEmpty()) {
      throw forbidden(user.name() + " has no role in tenant " + tenant);
    }
    return context(tenant, new Principal(user.name(), user.groups(), roles), claims);
  }

  private RequestContext machine(Credentials.Key sent, Claims claims) {
    ApiKey key =
        store
            .current()
            .key(sent.id())
            .filter(known -> same(known.secretHash(), ApiKeys.hash(sent.secret())))
            .filter(known -> !known.expired(clock.instant()))
            .orElseThrow(() -> refused("the API key is unknown, revoked or expired"));
    if (claims.tenant().filter(tenant -> !tenant.equals(key.tenant())).isPresent()) {
      throw forbidden("API key " + key.name() + " belongs to tenant " + key.tenant());
    }
    TenantId tenant = tenants.chosen(Optional.of(key.tenant()));
    return context(tenant, new Principal(key.name(), Set.of(), key.roles()), claims);
  }

  private RequestContext context(TenantId tenant, Principal principal, Claims claims) {
    return new RequestContext(tenant, principal, clock, claims.requestId());
  }

  private static boolean same(String left, String right) {
    return MessageDigest.isEqual(
        left.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
  }

  private static CatalogException refused(String why) {
    return new CatalogException(ErrorCode.UNAUTHENTICATED, why);
  }

  private static CatalogException forbidden(String why) {
    return new CatalogException(ErrorCode.UNAUTHORIZED_ACCESS, why);
  }
}
