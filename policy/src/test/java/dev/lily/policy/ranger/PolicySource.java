package dev.lily.policy.ranger;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.apache.ranger.admin.client.AbstractRangerAdminClient;
import org.apache.ranger.plugin.util.RangerRoles;
import org.apache.ranger.plugin.util.ServicePolicies;
import org.jspecify.annotations.Nullable;

/** Where a plug-in under test fetches from; Ranger makes it by its name. */
public final class PolicySource extends AbstractRangerAdminClient {
  private static final AtomicReference<Documents> NOW = new AtomicReference<>();

  /** What is answered to a plug-in that names its version. */
  record Documents(LongFunction<Download> policies, LongFunction<Download> roles) {}

  static void answer(Documents documents) {
    NOW.set(documents);
  }

  /** Nobody answers from here on. */
  static void away() {
    NOW.set(null);
  }

  @Override
  public @Nullable ServicePolicies getServicePoliciesIfUpdated(long known, long activated) {
    return read(documents().policies().apply(known), ServicePolicies.class);
  }

  @Override
  public @Nullable RangerRoles getRolesIfUpdated(long known, long activated) {
    return read(documents().roles().apply(known), RangerRoles.class);
  }

  private static Documents documents() {
    Documents documents = NOW.get();
    if (documents == null) {
      throw new IllegalStateException("Lily is away");
    }
    return documents;
  }

  private static <T> @Nullable T read(Download download, Class<T> type) {
    return download instanceof Download.NotModified ? null : FakePlugin.read(download, type);
  }
}
