package dev.lily.policy.ranger;

import static dev.lily.policy.PolicyParts.CONTEXT;
import static dev.lily.policy.PolicyParts.TENANT;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.policy.Directory;
import dev.lily.policy.Directory.Role;
import dev.lily.policy.Directory.User;
import dev.lily.policy.Effect;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyParts;
import dev.lily.policy.ResourcePattern;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last person who can read something is not taken out of the directory by the way. */
class TestDirectoryLockoutCheck {
  private static final User OLGA = new User(Set.of("dpo"), Map.of("department", "legal"));
  private static final User BOB = new User(Set.of("crew"), Map.of("department", "sales"));

  private PolicyParts parts;
  private DirectoryLockoutCheck check;
  private Directory now;

  @BeforeEach
  void parts(@TempDir Path folder) {
    parts = new PolicyParts(folder);
    check = new DirectoryLockoutCheck(parts.engines, PolicyParts.CLOCK);
    now =
        parts.directories.put(
            TENANT,
            new Directory(
                0,
                0,
                Map.of("olga", OLGA, "bob", BOB),
                Map.of(),
                Map.of("judge", new Role("", Set.of("ida"), Set.of(), Set.of()))));
  }

  private void closedBut(Subjects exceptions) {
    parts.policies.put(
        CONTEXT,
        new Policy(
            "closed",
            Subjects.EVERYONE,
            Target.resources(ResourcePattern.of("catalog", "lake", "schema", "hr")),
            new Effect.Deny(Set.of()),
            exceptions));
  }

  private void refused(Directory then) {
    assertThatThrownBy(() -> check.check(TENANT, now, then))
        .isInstanceOf(CatalogException.class)
        .hasMessageContainingAll("'closed'", "lake.hr.*.* in", "force=true");
  }

  private void taken(Directory then) {
    assertThatCode(() -> check.check(TENANT, now, then)).doesNotThrowAnyException();
  }

  private Directory without(String user) {
    return now.withUsers(user.equals("bob") ? Map.of("olga", OLGA) : Map.of("bob", BOB));
  }

  @Test
  void aUserByNameStays() {
    closedBut(Subjects.ofUsers("olga"));
    refused(without("olga"));
    refused(Directory.EMPTY);
    taken(without("bob"));
    taken(now.withUsers(Map.of("olga", BOB)));
  }

  @Test
  void theLastMemberOfAGroupStays() {
    closedBut(Subjects.ofGroups("dpo"));
    refused(without("olga"));
    taken(without("olga").withGroups(Map.of("dpo", Map.of())));
  }

  @Test
  void theLastWhoHasTheAttributeStays() {
    closedBut(
        new Subjects(Set.of(), Set.of(), Set.of(), Map.of("department", Set.of("legal")), false));
    refused(without("olga"));
    refused(now.withUsers(Map.of("olga", BOB, "bob", BOB)));
    taken(now.withUsers(Map.of("bob", OLGA)));
  }

  @Test
  void aRoleStays() {
    closedBut(new Subjects(Set.of(), Set.of(), Set.of("judge"), false));
    refused(now.withRoles(Map.of()));
    taken(now.withUsers(Map.of()));
  }

  @Test
  void whoReadsOnlyByTheMembershipOfARoleIsKnownByIt() {
    closedBut(Subjects.ofUsers("ida"));
    refused(now.withRoles(Map.of()));
  }
}
