package dev.lily.policy.ranger;

import static dev.lily.graph.BadRequests.require;

import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.policy.Effect;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.PolicyMode;
import dev.lily.policy.PolicyValidity;
import dev.lily.policy.Subjects;
import dev.lily.policy.Target;
import dev.lily.policy.binding.EngineService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerPolicy.RangerDataMaskPolicyItem;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyItem;
import org.apache.ranger.plugin.model.RangerPolicy.RangerRowFilterPolicyItem;
import org.apache.ranger.plugin.model.RangerValiditySchedule;
import org.jspecify.annotations.Nullable;

/**
 * One policy of Ranger Admin as policies of Lily: one for each effect on each group of subjects.
 */
final class ImportedPolicy {
  private static final String PUBLIC = "public";

  private final RangerPolicy ranger;
  private final Target target;
  private final ImportedAccesses accesses;
  private final List<Policy> made = new ArrayList<>();

  /**
   * Reads its target.
   *
   * @throws dev.lily.graph.CatalogException with what Lily cannot say
   */
  ImportedPolicy(RangerPolicy ranger, List<EngineService> services, Map<String, String> renamed) {
    this.ranger = ranger;
    require(ranger.getName() != null && !ranger.getName().isBlank(), "it has no name");
    require(isEmpty(ranger.getZoneName()), "it is in the security zone " + ranger.getZoneName());
    require(isEmpty(ranger.getConditions()), "it has conditions");
    require(!Boolean.TRUE.equals(ranger.getIsDenyAllElse()), "it denies all else");
    ImportedTarget found = ImportedTarget.of(ranger, services, renamed);
    target = found.target();
    accesses = found.accesses();
  }

  /** At least one. */
  List<Policy> policies() {
    int type = Optional.ofNullable(ranger.getPolicyType()).orElse(RangerPolicy.POLICY_TYPE_ACCESS);
    switch (type) {
      case RangerPolicy.POLICY_TYPE_ACCESS -> {
        access(ranger.getDenyPolicyItems(), ranger.getDenyExceptions(), false);
        access(ranger.getPolicyItems(), ranger.getAllowExceptions(), true);
      }
      case RangerPolicy.POLICY_TYPE_DATAMASK -> masks();
      case RangerPolicy.POLICY_TYPE_ROWFILTER -> filters();
      default -> require(false, "its policyType " + type + " is none of 0, 1 and 2");
    }
    require(!made.isEmpty(), "it has no items, so it says nothing");
    return made;
  }

  /** Access types to which the same exceptions apply are one policy. */
  private void access(
      List<RangerPolicyItem> items, List<RangerPolicyItem> exceptions, boolean allow) {
    for (RangerPolicyItem item : orNone(items)) {
      Set<String> named = accesses.of(item);
      if (named.isEmpty()) {
        continue;
      }
      Subjects subjects = subjects(item);
      Map<Subjects, Set<String>> alike = new LinkedHashMap<>();
      for (String access : named) {
        List<RangerPolicyItem> covering = new ArrayList<>();
        for (RangerPolicyItem exception : orNone(exceptions)) {
          Set<String> excepted = accesses.withImplied(accesses.of(exception));
          Set<String> meant = accesses.withImplied(Set.of(access));
          boolean all = excepted.containsAll(meant);
          require(
              all || meant.stream().noneMatch(excepted::contains),
              "an exception is about a part of '" + access + "'; name the access types one by one");
          if (all) {
            covering.add(exception);
          }
        }
        alike.computeIfAbsent(union(covering), k -> new TreeSet<>()).add(access);
      }
      alike.forEach(
          (excepted, names) ->
              add(subjects, allow ? new Effect.Allow(names) : new Effect.Deny(names), excepted));
    }
  }

  /** Of the items the first that matches counts; those without a mask are exceptions from later. */
  private void masks() {
    List<RangerPolicyItem> bare = new ArrayList<>();
    boolean endsBare = false;
    for (RangerDataMaskPolicyItem item : orNone(ranger.getDataMaskPolicyItems())) {
      accesses.requireReading(item);
      require(item.getDataMaskInfo() != null, "a mask item has no dataMaskInfo");
      require(isEmpty(item.getDataMaskInfo().getConditionExpr()), "a mask has a conditionExpr");
      String name = accesses.unprefixed(item.getDataMaskInfo().getDataMaskType());
      require(
          Arrays.stream(MaskType.values()).anyMatch(type -> type.name().equals(name)),
          "the mask type '" + name + "' is none of " + Arrays.toString(MaskType.values()));
      MaskType type = MaskType.valueOf(name);
      endsBare = type == MaskType.MASK_NONE;
      if (endsBare) {
        bare.add(item);
        continue;
      }
      String expression = item.getDataMaskInfo().getValueExpr();
      add(
          subjects(item),
          type == MaskType.CUSTOM
              ? new Effect.Mask(type, expression == null ? "" : expression)
              : new Effect.Mask(type),
          union(bare));
    }
    if (made.isEmpty() && !bare.isEmpty()) {
      add(union(bare), new Effect.Mask(MaskType.MASK_NONE), Subjects.NOBODY);
    } else {
      require(!endsBare, "its last item is MASK_NONE");
    }
  }

  private void filters() {
    List<RangerPolicyItem> bare = new ArrayList<>();
    boolean endsBare = false;
    for (RangerRowFilterPolicyItem item : orNone(ranger.getRowFilterPolicyItems())) {
      accesses.requireReading(item);
      String filter =
          item.getRowFilterInfo() == null ? "" : item.getRowFilterInfo().getFilterExpr();
      endsBare = isEmpty(filter);
      if (endsBare) {
        bare.add(item);
      } else {
        add(subjects(item), new Effect.FilterRows(filter), union(bare));
      }
    }
    require(
        !endsBare,
        "its last row filter is empty, and keeps other policies from those whom it names");
  }

  private void add(Subjects subjects, Effect effect, Subjects exceptions) {
    List<ValidityPeriod> validity = new ArrayList<>();
    for (RangerValiditySchedule schedule : orNone(ranger.getValiditySchedules())) {
      require(isEmpty(schedule.getRecurrences()), "its validity recurs");
      validity.add(
          new ValidityPeriod(
              orEmpty(schedule.getStartTime()),
              orEmpty(schedule.getEndTime()),
              orEmpty(schedule.getTimeZone())));
    }
    PolicyValidity.check("validitySchedules", validity);
    made.add(
        new Policy(
            0,
            made.isEmpty() ? ranger.getName() : ranger.getName() + " (" + (made.size() + 1) + ")",
            ranger.getDescription(),
            subjects,
            target,
            effect,
            exceptions,
            validity,
            Optional.ofNullable(ranger.getPolicyPriority()).orElse(0),
            ranger.getIsEnabled(),
            PolicyMode.ENFORCE,
            ranger.getPolicyLabels(),
            0,
            "",
            0));
  }

  private static Subjects subjects(RangerPolicyItem item) {
    Subjects subjects = union(List.of(item));
    require(!subjects.isEmpty(), "an item names no users, groups and roles");
    return subjects;
  }

  private static Subjects union(List<? extends RangerPolicyItem> items) {
    Set<String> users = new HashSet<>();
    Set<String> groups = new HashSet<>();
    Set<String> roles = new HashSet<>();
    for (RangerPolicyItem item : items) {
      require(isEmpty(item.getConditions()), "an item has conditions");
      users.addAll(orNone(item.getUsers()));
      groups.addAll(orNone(item.getGroups()));
      roles.addAll(orNone(item.getRoles()));
    }
    boolean everyone = groups.remove(PUBLIC);
    return new Subjects(users, groups, roles, everyone);
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static boolean isEmpty(@Nullable List<?> list) {
    return list == null || list.isEmpty();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
