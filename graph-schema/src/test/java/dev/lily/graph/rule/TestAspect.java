package dev.lily.graph.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.InheritRule.Direction;
import dev.lily.graph.rule.InheritRule.Mode;
import dev.lily.graph.rule.InheritRule.Over;
import dev.lily.graph.type.TypeRegistry;
import dev.lily.graph.type.TypesDefCodec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestAspect {
  private static final TypeRegistry TYPES =
      TypeRegistry.of(
          TypesDefCodec.decode(
              """
              {"entityDefs": [{"name": "thing", "attributeDefs": [
                {"name": "owner", "typeName": "string", "isOptional": true},
                {"name": "owners", "typeName": "string", "isOptional": true}]}]}"""
                  .getBytes(StandardCharsets.UTF_8)));

  @Test
  void onlyWhatIsNotBlankIsAValue() {
    Asset asset =
        asset(
            Map.of(
                "qualifiedName",
                "t",
                "owner",
                "ann",
                "description",
                " ",
                "rows",
                0,
                "tags",
                List.of(),
                "steward",
                List.of("bob")),
            Map.of("team", "x", "empty", "", "certificateStatus", "VERIFIED"));

    assertThat(Aspect.allOf(asset))
        .containsExactlyInAnyOrder(
            "owner",
            "rows",
            "steward",
            "certificateStatus",
            "customAttributes.team",
            "customAttributes.certificateStatus");
    assertThat(new Aspect("customAttributes.team").valueOf(asset)).contains("x");
    assertThat(new Aspect("certificateStatus").valueOf(asset)).contains("VERIFIED");
    assertThat(new Aspect("description").valueOf(asset)).isEmpty();
  }

  @Test
  void rulesThatMakeNoSenseAreRefusedWithTheirPlace() {
    refused("rules[0].aspect: the name of an attribute", rule("a", "", Direction.DOWN, 1));
    refused("rules[0].aspect: an asset's", rule("a", "qualifiedName", Direction.DOWN, 1));
    refused("customAttributes.<key>", rule("a", "customAttributes.", Direction.DOWN, 1));
    refused(
        "rules[0].depth: 1 to 50 steps are expected, not 51",
        rule("a", "owner", Direction.DOWN, 51));
    refused(
        "rules[0].depth: 1 to 50 steps are expected, but it is missing",
        rule("a", "owner", Direction.DOWN, 0));
    refused(
        "rules[0].aspect: no entity type has an attribute 'ownr'; near are [owner, owners]",
        rule("a", "ownr", Direction.DOWN, 1));
    refused(
        "rules[0].aspect: no entity type has an attribute 'colour'; name another",
        rule("a", "colour", Direction.DOWN, 1));
    RuleCheck.check(
        new RuleSet(1, List.of(rule("a", "customAttributes.colour", Direction.DOWN, 1))), TYPES);
    refused(
        "rules 'a' and 'b' contradict: owner would go both ways over LINEAGE",
        rule("a", "owner", Direction.DOWN, 1),
        rule("b", "owner", Direction.UP, 1));
    refused(
        "rules 'a' and 'b' contradict: both overwrite owner",
        rule("a", "owner", Direction.DOWN, 1),
        rule("b", "owner", Direction.DOWN, 2));
    RuleCheck.check(
        new RuleSet(
            1,
            List.of(
                rule("a", "owner", Direction.DOWN, 1),
                new InheritRule(
                    "b",
                    "",
                    false,
                    "owner",
                    Over.LINEAGE,
                    Direction.UP,
                    50,
                    Mode.COLLECT,
                    null,
                    null))),
        TYPES);
  }

  private static void refused(String reason, InheritRule... rules) {
    assertThatThrownBy(() -> RuleCheck.check(new RuleSet(1, List.of(rules)), TYPES))
        .hasMessageContaining(reason);
  }

  private static InheritRule rule(String id, String aspect, Direction direction, int depth) {
    return new InheritRule(
        id, "", false, aspect, Over.LINEAGE, direction, depth, Mode.OVERWRITE, null, null);
  }

  private static Asset asset(Map<String, Object> attributes, Map<String, String> custom) {
    return new Asset(
        new AssetRef(new Guid(1, 1), new AssetKey("table", "t")),
        AssetStatus.ACTIVE,
        false,
        new HashMap<>(attributes),
        List.of(),
        Set.of(),
        custom,
        Map.of(),
        new AuditInfo(0, 0, "", "", 0));
  }
}
