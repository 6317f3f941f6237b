package dev.lily.graph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lily.graph.asset.Asset;
import dev.lily.graph.asset.AssetKey;
import dev.lily.graph.asset.AssetRef;
import dev.lily.graph.asset.AssetStatus;
import dev.lily.graph.asset.AuditInfo;
import dev.lily.graph.asset.Classification;
import dev.lily.graph.asset.Guid;
import dev.lily.graph.rule.Aspect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The short way through a body has to say what the asset itself says. */
final class TestBodySketch {
  private static final AssetRef REF = new AssetRef(new Guid(1, 2), new AssetKey("t", "q"));
  private static final AuditInfo AUDIT = new AuditInfo(1, 2, "ann", "bob", 3);

  private final BodySketch sketch = new BodySketch();

  @Test
  void saysWhatTheAssetSays() {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      check(
          attributes(random),
          random.nextInt(4) == 0 ? List.of(new Classification("PII", REF.guid())) : List.of(),
          random.nextBoolean() ? Map.of() : custom(random));
    }
  }

  @Test
  void givesTheSameSetToAssetsThatHaveTheSame() {
    sketch.read("{\"attributes\":{\"owner\":\"ann\",\"type\":\"int\"}}", "a");
    Set<String> first = sketch.aspects();
    sketch.read("{\"attributes\":{\"owner\":\"bob\",\"type\":\"text\"}}", "b");
    assertThat(sketch.aspects()).isSameAs(first).containsOnly("name", "owner", "type");
  }

  private static Map<String, @Nullable Object> attributes(Random random) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    for (String name :
        List.of("qualifiedName", "name", "owner", Asset.CERTIFICATE, "rows", "tags", "source")) {
      if (random.nextBoolean()) {
        attributes.put(name, value(random));
      }
    }
    return attributes;
  }

  private static @Nullable Object value(Random random) {
    return switch (random.nextInt(11)) {
      case 0 -> null;
      case 1 -> "";
      case 2 -> " \t\u2003";
      case 3 -> List.of();
      case 4 -> Map.of();
      case 5 -> List.of(List.of(), Map.of("a", List.of(1)), " ");
      case 6 -> Map.of("typeName", "s", "attributes", Map.of("x", Map.of()));
      case 7 -> 12;
      case 8 -> false;
      case 9 -> "\u00fcber \"quoted\" \\ {text]";
      default -> "VERIFIED";
    };
  }

  private static Map<String, String> custom(Random random) {
    Map<String, String> custom = new HashMap<>();
    for (String key : List.of("team", Asset.CERTIFICATE, "a b")) {
      if (random.nextBoolean()) {
        custom.put(key, random.nextInt(3) == 0 ? " " : "x");
      }
    }
    return custom;
  }

  private void check(
      Map<String, @Nullable Object> attributes,
      List<Classification> own,
      Map<String, String> custom) {
    Asset asset =
        new Asset(
            REF,
            AssetStatus.ACTIVE,
            false,
            attributes,
            own,
            Set.of("l"),
            custom,
            Map.of("b", Map.of("owner", "none")),
            AUDIT);
    Map<String, @Nullable Object> inBody = new LinkedHashMap<>(attributes);
    String name = attributes.get("name") instanceof String text ? text : null;
    if (name != null) {
      inBody.remove("name");
    }
    AssetBody body =
        new AssetBody(
            inBody,
            own,
            asset.labels(),
            custom,
            asset.businessAttributes(),
            asset.incomplete(),
            AUDIT);
    sketch.read(body.encode(REF.guid()), name);
    assertThat(sketch.aspects()).as("%s %s", attributes, custom).isEqualTo(Aspect.allOf(asset));
    assertThat(sketch.certificate()).isEqualTo(asset.certificate());
    assertThat(sketch.isClassified()).isEqualTo(!own.isEmpty());
  }
}
