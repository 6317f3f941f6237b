package dev.lily.server.policy;

import dev.lily.graph.CatalogException;
import dev.lily.policy.Policy;
import dev.lily.policy.ranger.RangerImport;
import dev.lily.policy.ranger.RangerImport.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of the policies of an import, by name. Used by one thread. */
final class Imported {
  private final List<String> created = new ArrayList<>();
  private final List<String> updated = new ArrayList<>();
  private final List<String> unchanged = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final List<Warned> warned = new ArrayList<>();

  /** What of a policy is taken and may not be meant. */
  record Warned(String name, List<String> warnings) {}

  /** Notes the policy; false where it is as it was. */
  boolean take(@Nullable Policy old, Policy policy) {
    if (old == null) {
      created.add(policy.name());
      return true;
    }
    Policy asOld = policy.stored(old.id(), old.version(), old.updatedBy(), old.updateTime());
    boolean same = old.equals(asOld);
    (same ? unchanged : updated).add(policy.name());
    return !same;
  }

  void warn(Policy policy, List<String> warnings) {
    if (!warnings.isEmpty()) {
      warned.add(new Warned(policy.name(), warnings));
    }
  }

  void refuse(Policy policy, CatalogException reason) {
    refused.add(new Refused(0, "", policy.name(), String.valueOf(reason.getMessage())));
  }

  /** The report, with what was refused while reading, and what was changed after its export. */
  Map<String, Object> report(RangerImport.Result read, boolean dryRun) {
    List<Refused> all = new ArrayList<>(read.refused());
    all.addAll(refused);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("dryRun", dryRun);
    report.put("created", created);
    report.put("updated", updated);
    report.put("unchanged", unchanged);
    report.put("edited", read.edited());
    report.put("refused", all);
    report.put("warnings", warned);
    return report;
  }
}
