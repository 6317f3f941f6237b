package dev.lily.policy.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.casbin.jcasbin.main.Enforcer;

/**
 * Decides who may do what on Lily's own interfaces: roles with the tenants as domains, by jCasbin,
 * and the rules of each tenant before them. Which roles a principal has is part of the principal.
 * Safe for many threads.
 */
public final class Authorizer {
  private static final String EVERY_TENANT = "*";
  private static final int REMEMBERED = 10_000;

  private final Enforcer enforcer;
  private final Cache<Question, Boolean> answers =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private record Question(TenantId tenant, Set<String> roles, Action action) {}

  private final Optional<CatalogDoor> door;

  /** One that only knows roles. */
  public Authorizer() {
    this(Optional.empty());
  }

  /** One that follows the rules of each tenant, and the roles where no rule decides. */
  public Authorizer(CatalogDoor door) {
    this(Optional.of(door));
  }

  private Authorizer(Optional<CatalogDoor> door) {
    this.door = door;
    enforcer = Enforcers.of("model.conf");
    Roles.permissions()
        .forEach(
            (role, actions) ->
                actions.forEach(action -> enforcer.addPolicy(role, EVERY_TENANT, action.name())));
  }

  /**
   * Returns if the principal of the request may do it in the tenant of the request.
   *
   * @throws CatalogException UNAUTHORIZED_ACCESS that names the roles which would be enough
   */
  public void check(RequestContext context, Action action) {
    if (!isAllowed(context.tenant(), context.principal(), action)) {
      if (isByRole(context.tenant(), context.principal(), action)) {
        throw new CatalogException(
            ErrorCode.UNAUTHORIZED_ACCESS,
            context.principal().name()
                + " is not authorized to perform "
                + action
                + " by the rules of the catalog in this tenant");
      }
      throw new CatalogException(
          ErrorCode.UNAUTHORIZED_ACCESS,
          context.principal().name()
              + " is not authorized to perform "
              + action
              + " (needs role "
              + String.join(" or ", rolesWith(action))
              + ")");
    }
  }

  /**
   * Whether the principal may do it; of what is done to assets whether to any of them, since each
   * is asked for where it is read or written.
   */
  public boolean isAllowed(TenantId tenant, Principal principal, Action action) {
    return door.flatMap(rules -> rules.ruled(tenant, principal))
        .map(guard -> guard.admits(action))
        .orElseGet(() -> isByRole(tenant, principal, action));
  }

  private boolean isByRole(TenantId tenant, Principal principal, Action action) {
    Question question = new Question(tenant, principal.roles(), action);
    return Objects.requireNonNull(answers.get(question, this::decide));
  }

  private boolean decide(Question question) {
    synchronized (enforcer) {
      for (String role : question.roles()) {
        if (enforcer.enforce(role, question.tenant().value(), question.action().name())) {
          return true;
        }
      }
    }
    return false;
  }

  /** The least powerful first. */
  private static List<String> rolesWith(Action action) {
    List<String> roles = new ArrayList<>();
    for (String role :
        List.of(Roles.MONITOR, Roles.READER, Roles.ENGINE, Roles.STEWARD, Roles.ADMIN)) {
      if (Objects.requireNonNull(Roles.permissions().get(role)).contains(action)) {
        roles.add(role);
      }
    }
    return roles;
  }
}
