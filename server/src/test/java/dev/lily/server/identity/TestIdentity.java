package dev.lily.server.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.server.http.Claims;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestIdentity {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
  private static final Tenants TENANTS = new Tenants(Set.of("default", "acme"), TenantId.DEFAULT);

  @TempDir Path folder;
  private IdentityStore store;
  private Passwords passwords;

  @BeforeEach
  void open() {
    store = new IdentityStore(folder.resolve("identity.json"));
    passwords = new Passwords(new SecureRandom(), Duration.ofMinutes(5), 4);
    Users users = new Users(store, passwords, TENANTS);
    users.put(
        TenantId.DEFAULT,
        "ann",
        Optional.of("a password"),
        Set.of("data"),
        Map.of("default", Set.of("admin")));
  }

  @Test
  void aUserIsKnownByPassword() {
    RequestContext context = identity(NOON).identify(basic("ann", "a password"));

    assertThat(context.principal().name()).isEqualTo("ann");
    assertThat(context.principal().groups()).containsExactly("data");
    assertThat(context.principal().roles()).containsExactly("admin");
    assertThat(context.tenant()).isEqualTo(TenantId.DEFAULT);
    assertThat(context.requestId()).isEqualTo("r1");
  }

  @Test
  void wrongPasswordsAndStrangersAreRefusedAlike() {
    CatalogException wrong = refusal(identity(NOON), basic("ann", "another one"));
    CatalogException stranger = refusal(identity(NOON), basic("bob", "a password"));

    assertThat(wrong.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(stranger).hasMessage(wrong.getMessage());
  }

  @Test
  void guessingHasToWait() {
    Identity identity = identity(NOON);
    refusal(identity, basic("ann", "guess 1"));
    refusal(identity, basic("ann", "guess 2"));
    refusal(identity, basic("ann", "guess 3"));

    assertThat(refusal(identity, basic("ann", "a password")).code())
        .isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
  }

  @Test
  void guessingDoesNotShutOutWhoIsSignedIn() {
    Identity identity = identity(NOON);
    identity.identify(basic("ann", "a password"));
    for (int guess = 0; guess < 5; guess++) {
      refusal(identity, basic("ann", "guess " + guess));
    }

    assertThat(identity.identify(basic("ann", "a password")).principal().name()).isEqualTo("ann");
    assertThat(refusal(identity, basic("ann", "another guess")).code())
        .isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
  }

  @Test
  void rolesBelongToATenant() {
    Claims elsewhere =
        new Claims(
            basic("ann", "a password").authorization(), Optional.of("acme"), "127.0.0.1", "r1");
    Claims nowhere =
        new Claims(elsewhere.authorization(), Optional.of("nowhere"), "127.0.0.1", "r1");

    assertThat(refusal(identity(NOON), elsewhere)).hasMessage("ann has no role in tenant acme");
    assertThat(refusal(identity(NOON), nowhere)).hasMessage("tenant 'nowhere' is not served here");
  }

  @Test
  void aMachineIsKnownByItsKeyUntilRevokedOrExpired() {
    RequestContext ann = identity(NOON).identify(basic("ann", "a password"));
    ApiKeys keys = new ApiKeys(store, new SecureRandom(), Duration.ZERO);
    ApiKeys.Created trino =
        keys.create(ann, "trino", Set.of("engine"), Optional.of(Duration.ofHours(1)));
    Claims claims = bearer(trino.text());

    assertThat(identity(NOON).identify(claims).principal().roles()).containsExactly("engine");
    assertThat(refusal(identity(Clock.offset(NOON, Duration.ofHours(1))), claims).code())
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(refusal(identity(NOON), bearer(trino.text() + "x")).code())
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
    keys.revoke(ann, trino.key().id());
    assertThat(refusal(identity(NOON), claims).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void nothingSecretIsWrittenAndOthersCannotRead() throws Exception {
    RequestContext ann = identity(NOON).identify(basic("ann", "a password"));
    ApiKeys keys = new ApiKeys(store, new SecureRandom(), Duration.ZERO);
    String key = keys.create(ann, "trino", Set.of("engine"), Optional.empty()).text();
    Path file = folder.resolve("identity.json");

    assertThat(Files.readString(file))
        .doesNotContain("a password")
        .doesNotContain(key.substring(key.lastIndexOf('_') + 1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new IdentityStore(file).current()).isEqualTo(store.current());
  }

  @Test
  void somebodyRemainsAdmin() {
    Users users = new Users(store, passwords, TENANTS);

    CatalogException refused =
        catchThrowableOfType(CatalogException.class, () -> users.remove(TenantId.DEFAULT, "ann"));

    assertThat(refused).hasMessage("somebody must remain with the role admin");
    assertThat(store.current().user("ann")).isPresent();
  }

  @Test
  void anAdminOfOneTenantManagesItsOwnUsersOnly() {
    TenantId acme = new TenantId("acme");
    Optional<String> password = Optional.of("a password");
    Users users = new Users(store, passwords, TENANTS);
    users.put(TenantId.DEFAULT, "both", password, Set.of(), roles("default", "acme"));
    users.put(acme, "eve", password, Set.of(), roles("acme"));

    assertThat(users.list(acme)).extracting(User::name).containsExactly("both", "eve");
    assertThat(users.list(acme).get(0).roles()).containsOnlyKeys("acme");
    for (ThrowingCallable tried :
        List.<ThrowingCallable>of(
            () -> users.put(acme, "evil", password, Set.of(), roles("default")),
            () -> users.put(acme, "eve", password, Set.of(), roles("acme", "default")),
            () -> users.put(acme, "ann", password, Set.of(), roles("acme")),
            () -> users.remove(acme, "ann"),
            () -> users.remove(acme, "both"))) {
      assertThatThrownBy(tried).hasMessageContaining("an admin of tenant default can do that");
    }
    users.remove(acme, "eve");
    users.remove(TenantId.DEFAULT, "both");
    assertThat(users.list(TenantId.DEFAULT)).extracting(User::name).containsExactly("ann");
  }

  private static Map<String, Set<String>> roles(String... tenants) {
    return Arrays.stream(tenants).collect(Collectors.toMap(one -> one, one -> Set.of("admin")));
  }

  @Test
  void theFirstAdminPasswordIsMadeOnceAndAGivenOneHolds() throws Exception {
    Path file = folder.resolve("secrets/admin-password");
    AdminPassword admin = new AdminPassword(store, passwords, TENANTS);
    admin.ensure(Optional.empty(), file, new SecureRandom());
    String made = Files.readString(file).strip();
    admin.ensure(Optional.empty(), file, new SecureRandom());

    assertThat(Files.readString(file).strip()).isEqualTo(made);
    assertThat(identity(NOON).identify(basic("admin", made)).principal().roles())
        .containsExactly("admin");
    admin.ensure(Optional.of("given by setting"), file, new SecureRandom());
    assertThat(identity(NOON).identify(basic("admin", "given by setting"))).isNotNull();
    assertThat(refusal(identity(NOON), basic("admin", made)).code())
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void noCredentialsOrStrangeOnesAreRefused() {
    Claims none = new Claims(Optional.empty(), Optional.empty(), "127.0.0.1", "r1");
    Claims digest = new Claims(Optional.of("Digest x"), Optional.empty(), "127.0.0.1", "r1");
    Claims noBase64 = new Claims(Optional.of("Basic %%"), Optional.empty(), "127.0.0.1", "r1");

    assertThat(refusal(identity(NOON), none)).hasMessageContaining("identity is required");
    assertThat(refusal(identity(NOON), digest)).hasMessageContaining("Basic or Bearer");
    assertThat(refusal(identity(NOON), noBase64)).hasMessageContaining("base64");
    assertThat(refusal(identity(NOON), bearer("abc"))).hasMessageContaining("lily_<id>_<secret>");
  }

  @Test
  void anEngineIsKnownByItsAddress() {
    RequestContext here = identity(NOON).engine(from("127.0.0.1", Optional.empty())).orElseThrow();
    assertThat(here.principal().name()).isEqualTo("engine@127.0.0.1");
    assertThat(here.principal().roles()).containsExactly("engine");
    assertThat(here.tenant()).isEqualTo(TenantId.DEFAULT);
    assertThat(identity(NOON).engine(from("10.1.2.3", Optional.of("acme"))).orElseThrow().tenant())
        .isEqualTo(new TenantId("acme"));
    assertThat(identity(NOON).engine(from("10.2.0.1", Optional.empty()))).isEmpty();
    assertThatThrownBy(() -> identity(NOON).engine(from("10.1.2.3", Optional.of("default"))))
        .hasMessageContaining("belong to tenant acme");
  }

  private static Claims from(String address, Optional<String> tenant) {
    return new Claims(Optional.empty(), tenant, address, "r1");
  }

  private Identity identity(Clock clock) {
    LoginThrottle throttle = new LoginThrottle(3, Duration.ofMinutes(1), clock);
    List<EngineAddress> engines =
        List.of(EngineAddress.parse("127.0.0.1"), EngineAddress.parse("acme@10.1.0.0/16"));
    return new Identity(store, passwords, throttle, sessions(clock), TENANTS, engines, clock);
  }

  private static Sessions sessions(Clock clock) {
    return new Sessions(new SecureRandom(), Duration.ofHours(1), Duration.ofHours(12), clock);
  }

  private static CatalogException refusal(Identity identity, Claims claims) {
    return catchThrowableOfType(CatalogException.class, () -> identity.identify(claims));
  }

  private static Claims basic(String user, String password) {
    String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return new Claims(Optional.of("Basic " + pair), Optional.empty(), "127.0.0.1", "r1");
  }

  private static Claims bearer(String key) {
    return new Claims(Optional.of("Bearer " + key), Optional.empty(), "127.0.0.1", "r1");
  }
}
