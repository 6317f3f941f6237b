package dev.lily.policy.ranger;

import dev.lily.policy.Effect;
import dev.lily.policy.MaskType;
import dev.lily.policy.Policy;
import dev.lily.policy.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerPolicy.RangerDataMaskPolicyItem;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyItem;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyItemAccess;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyItemDataMaskInfo;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyItemRowFilterInfo;
import org.apache.ranger.plugin.model.RangerPolicy.RangerRowFilterPolicyItem;

/** The items of Ranger policies: subjects and what happens to them. */
final class PolicyItems {
  private static final String ALL = "all";
  private static final String PUBLIC = "public";

  private final String prefix;
  private final String reading;
  private final Set<String> known;

  /**
   * Makes items for one service.
   *
   * @param prefix of access and mask types, as tag policies need it
   * @param reading the access type that lets one see data
   * @param known the access types of the engine
   */
  PolicyItems(String prefix, String reading, Set<String> known) {
    this.prefix = prefix;
    this.reading = reading;
    this.known = known;
  }

  /**
   * Adds the items; false where nothing of the policy concerns the engine. Exceptions to a mask or
   * filter are items before the others: the first one that matches counts.
   */
  boolean fill(RangerPolicy ranger, Policy policy) {
    Effect effect = policy.effect();
    if (effect instanceof Effect.Allow allow) {
      ranger.setPolicyType(RangerPolicy.POLICY_TYPE_ACCESS);
      ranger.setPolicyItems(items(policy.subjects(), allow.accesses()));
      ranger.setAllowExceptions(items(policy.exceptions(), allow.accesses()));
      return !ranger.getPolicyItems().isEmpty();
    }
    if (effect instanceof Effect.Deny deny) {
      ranger.setPolicyType(RangerPolicy.POLICY_TYPE_ACCESS);
      ranger.setDenyPolicyItems(items(policy.subjects(), deny.accesses()));
      ranger.setDenyExceptions(items(policy.exceptions(), deny.accesses()));
      return !ranger.getDenyPolicyItems().isEmpty();
    }
    if (effect instanceof Effect.Mask mask) {
      ranger.setPolicyType(RangerPolicy.POLICY_TYPE_DATAMASK);
      List<RangerDataMaskPolicyItem> items = new ArrayList<>();
      addMask(items, policy.exceptions(), new Effect.Mask(MaskType.MASK_NONE));
      addMask(items, policy.subjects(), mask);
      ranger.setDataMaskPolicyItems(items);
      return !items.isEmpty();
    }
    ranger.setPolicyType(RangerPolicy.POLICY_TYPE_ROWFILTER);
    List<RangerRowFilterPolicyItem> items = new ArrayList<>();
    addFilter(items, policy.exceptions(), "");
    addFilter(items, policy.subjects(), ((Effect.FilterRows) effect).expression());
    ranger.setRowFilterPolicyItems(items);
    return !items.isEmpty();
  }

  private List<RangerPolicyItem> items(Subjects subjects, Set<String> accesses) {
    List<RangerPolicyItemAccess> named = accesses(accesses.isEmpty() ? all() : accesses);
    List<RangerPolicyItem> items = new ArrayList<>();
    if (!subjects.isEmpty() && !named.isEmpty()) {
      add(items, new RangerPolicyItem(), subjects, named);
    }
    return items;
  }

  /** Some engines have no word for all of it. */
  private Set<String> all() {
    return known.contains(ALL) ? Set.of(ALL) : known;
  }

  private void addMask(List<RangerDataMaskPolicyItem> items, Subjects subjects, Effect.Mask mask) {
    if (!subjects.isEmpty()) {
      RangerDataMaskPolicyItem item = new RangerDataMaskPolicyItem();
      RangerPolicyItemDataMaskInfo info = new RangerPolicyItemDataMaskInfo();
      info.setDataMaskType(prefix + mask.type().name());
      info.setConditionExpr("");
      info.setValueExpr(mask.expression());
      item.setDataMaskInfo(info);
      add(items, item, subjects, accesses(Set.of(reading)));
    }
  }

  private void addFilter(
      List<RangerRowFilterPolicyItem> items, Subjects subjects, String expression) {
    if (!subjects.isEmpty()) {
      RangerRowFilterPolicyItem item = new RangerRowFilterPolicyItem();
      item.setRowFilterInfo(new RangerPolicyItemRowFilterInfo(expression));
      add(items, item, subjects, accesses(Set.of(reading)));
    }
  }

  private static <I extends RangerPolicyItem> void add(
      List<I> items, I item, Subjects subjects, List<RangerPolicyItemAccess> accesses) {
    item.setAccesses(accesses);
    item.setUsers(subjects.users().stream().sorted().toList());
    List<String> groups = new ArrayList<>(subjects.groups().stream().sorted().toList());
    if (subjects.everyone()) {
      groups.add(PUBLIC);
    }
    item.setGroups(groups);
    item.setRoles(subjects.roles().stream().sorted().toList());
    item.setConditions(new ArrayList<>());
    item.setDelegateAdmin(false);
    items.add(item);
  }

  private List<RangerPolicyItemAccess> accesses(Set<String> names) {
    List<RangerPolicyItemAccess> accesses = new ArrayList<>();
    for (String name : names.stream().sorted().toList()) {
      if (known.contains(name)) {
        accesses.add(new RangerPolicyItemAccess(prefix + name, true));
      }
    }
    return accesses;
  }
}
