package dev.lily.policy.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestAuthorizer {
  private final Authorizer authorizer = new Authorizer();

  @ParameterizedTest
  @CsvSource({
    "READ_METADATA, true, true, true, false",
    "READ_DETAILS, true, true, true, false",
    "READ_LINEAGE, true, true, true, false",
    "ADMINISTER_ACCESS, true, false, false, false",
    "WRITE_METADATA, true, true, false, false",
    "DELETE_METADATA, true, true, false, false",
    "PURGE_METADATA, true, false, false, false",
    "CLASSIFY, true, true, false, false",
    "READ_TYPES, true, true, true, false",
    "WRITE_TYPES, true, true, false, false",
    "INGEST_LINEAGE, true, true, false, true",
    "READ_POLICY, true, true, true, false",
    "WRITE_POLICY, true, true, false, false",
    "DECIDE, true, false, false, true",
    "DOWNLOAD_POLICIES, true, false, false, true",
    "IMPORT_TAGS, true, false, false, true",
    "READ_AUDIT, true, false, false, false",
    "REPORT_AUDIT, true, false, false, true",
    "READ_METRICS, true, false, false, false",
    "OPERATE, true, false, false, false"
  })
  void rolesAndActions(
      Action action, boolean admin, boolean steward, boolean reader, boolean engine) {
    assertThat(allowed(Roles.ADMIN, action)).isEqualTo(admin);
    assertThat(allowed(Roles.STEWARD, action)).isEqualTo(steward);
    assertThat(allowed(Roles.READER, action)).isEqualTo(reader);
    assertThat(allowed(Roles.ENGINE, action)).isEqualTo(engine);
    assertThat(allowed(Roles.MONITOR, action)).isEqualTo(action == Action.READ_METRICS);
    assertThat(allowed("stranger", action)).isFalse();
  }

  @Test
  void saysWhatIsMissing() {
    Principal bob = new Principal("bob", Set.of("analysts"), Set.of(Roles.READER));
    RequestContext context =
        new RequestContext(TenantId.DEFAULT, bob, Clock.systemUTC(), "request-1");
    assertThatCode(() -> authorizer.check(context, Action.READ_METADATA))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> authorizer.check(context, Action.CLASSIFY))
        .isInstanceOfSatisfying(
            CatalogException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHORIZED_ACCESS))
        .hasMessage("bob is not authorized to perform CLASSIFY (needs role steward or admin)");
  }

  private boolean allowed(String role, Action action) {
    return authorizer.isAllowed(
        TenantId.DEFAULT, new Principal("x", Set.of(), Set.of(role)), action);
  }
}
