package dev.lily.policy.ranger;

import dev.lily.policy.Policy;
import dev.lily.policy.tags.Tag;
import dev.lily.policy.tags.TagMatch;
import dev.lily.policy.tags.TagRules;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.ranger.plugin.contextenricher.RangerTagForEval;
import org.apache.ranger.plugin.model.RangerTag;
import org.apache.ranger.plugin.policyresourcematcher.RangerPolicyResourceMatcher.MatchType;

/** Tags in Ranger's model. */
final class RangerTags {
  private RangerTags() {}

  /** Those of the tags that are valid at the time, as Ranger's tag enricher finds them. */
  static Set<RangerTagForEval> of(List<TagMatch> matches, Date time) {
    Set<RangerTagForEval> tags = new HashSet<>();
    for (TagMatch match : matches) {
      RangerTagForEval tag = new RangerTagForEval(tag(match.tag()), type(match.position()));
      if (tag.isApplicable(time)) {
        tags.add(tag);
      }
    }
    return tags;
  }

  static boolean concerns(Tag tag, Policy policy) {
    List<String> names = policy.target().classifications();
    return policy.target().isNarrowed()
        ? names.stream().anyMatch(name -> tag.type().equals(TagRules.narrowedTag(policy, name)))
        : names.contains(tag.type());
  }

  private static RangerTag tag(Tag tag) {
    RangerTag ranger = new RangerTag(tag.type(), new HashMap<>(tag.attributes()));
    ranger.setValidityPeriods(ValiditySchedules.of(tag.validity()));
    return ranger;
  }

  private static MatchType type(TagMatch.Position position) {
    return switch (position) {
      case SELF -> MatchType.SELF;
      case ANCESTOR -> MatchType.ANCESTOR;
      case DESCENDANT -> MatchType.DESCENDANT;
    };
  }
}
