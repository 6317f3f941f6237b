package dev.lily.policy.ranger;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.TenantId;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.Effect;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicySet;
import dev.lily.policy.binding.EngineService;
import dev.lily.policy.ranger.ServiceEngine.Subject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Finds changes of policies after which nobody could read something that somebody can read now.
 * Asks Ranger's engine with the policies as they are and as they would be, for every principal that
 * either names and for one whom none names, about one column of each kind that the changed policy
 * is about and about one that no policy knows. Somebody who is named by nothing but the change, and
 * whom the directory does not know, may be a slip of the pen: where those alone would be left of
 * everybody, nobody is.
 */
public final class LockoutCheck {
  private final ServiceEngines engines;
  private final DirectoryStore directories;
  private final Clock clock;

  public LockoutCheck(ServiceEngines engines, DirectoryStore directories, Clock clock) {
    this.engines = engines;
    this.directories = directories;
    this.clock = clock;
  }

  /**
   * Compares the policies as they are with what they would be.
   *
   * @param changed the policies that differ, as they are and as they would be
   * @throws CatalogException CONFIRMATION_REQUIRED with what nobody could read any more
   */
  public void check(TenantId tenant, PolicySet proposed, List<Policy> changed) {
    List<Policy> deciding = changed.stream().filter(ReadProbe::isAboutAccess).toList();
    if (deciding.isEmpty()) {
      return;
    }
    Principals principals =
        new Principals(List.of(engines.policies(tenant), proposed), directories.current(tenant));
    Set<Subject> subjects = ReadProbe.subjects(principals, principals.all().stream());
    Set<Subject> known =
        ReadProbe.subjects(principals, principals.knownBesides(proposed, changed).stream());
    Instant at = clock.instant();
    Set<Subject> anybody = Set.of(principals.subject(Principals.ANYBODY));
    for (EngineService service : engines.services(tenant)) {
      ServiceEngine now = engines.of(tenant, service.name());
      ServiceEngine then = engines.trial(tenant, service, proposed);
      for (ReadProbe probe :
          deciding.stream().flatMap(policy -> ReadProbe.of(service, policy).stream()).toList()) {
        confirm(
            probe.isReadBy(subjects, now, at) && !probe.isReadBy(subjects, then, at),
            "nobody could read %s in %s any more: " + advice(deciding),
            probe,
            service);
        confirm(
            probe.isReadBy(anybody, now, at) && !probe.isReadBy(known, then, at),
            "nobody could read %s in %s any more but those whom this change alone names: put them into"
                + " the directory (/api/lily/v1/principals)",
            probe,
            service);
      }
    }
  }

  static void confirm(boolean harm, String message, ReadProbe probe, EngineService service) {
    if (harm) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          message.formatted(probe.what(), service.name()) + ", or send force=true");
    }
  }

  /** Where nothing is denied, the last that allowed it would go. */
  private static String advice(List<Policy> deciding) {
    return deciding.stream().anyMatch(policy -> policy.effect() instanceof Effect.Deny)
        ? "name somebody in exceptions"
        : "nothing else allows it; let a policy allow it to somebody first";
  }
}
