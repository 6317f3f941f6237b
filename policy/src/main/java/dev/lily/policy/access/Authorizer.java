package dev.lily.policy.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.Principal;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/**
 * Decides who may do what on Lily's own interfaces: roles with the tenants as domains, by jCasbin.
 * Which roles a principal has is part of the principal. Safe for many threads.
 */
public final class Authorizer {
  private static final String EVERY_TENANT = "*";
  private static final int REMEMBERED = 10_000;

  private final Enforcer enforcer;
  private final Cache<Question, Boolean> answers =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private record Question(TenantId tenant, Set<String> roles, Action action) {}

  public Authorizer() {
    Model model = new Model();
    model.loadModelFromText(resource("model.conf"));
    enforcer = new Enforcer(model);
    enforcer.enableLog(false);
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

  public boolean isAllowed(TenantId tenant, Principal principal, Action action) {
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
    for (String role : List.of(Roles.READER, Roles.ENGINE, Roles.STEWARD, Roles.ADMIN)) {
      if (Objects.requireNonNull(Roles.permissions().get(role)).contains(action)) {
        roles.add(role);
      }
    }
    return roles;
  }

  private static String resource(String name) {
    try (InputStream in = Authorizer.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
