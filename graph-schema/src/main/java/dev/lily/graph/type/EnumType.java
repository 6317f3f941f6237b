package dev.lily.graph.type;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An enum; its texts are recognised whatever their case, as in Atlas. */
public final class EnumType implements ScalarType {
  private final EnumDef def;
  private final Map<String, String> values = new HashMap<>();
  private final String expected;

  EnumType(EnumDef def) {
    this.def = def;
    for (EnumDef.Element element : def.elementDefs()) {
      values.putIfAbsent(element.value().toLowerCase(Locale.ROOT), element.value());
    }
    for (EnumDef.Element element : def.elementDefs()) {
      values.put(element.value(), element.value());
    }
    expected = def.name() + " " + def.elementDefs().stream().map(EnumDef.Element::value).toList();
  }

  public EnumDef def() {
    return def;
  }

  @Override
  public String typeName() {
    return def.name();
  }

  @Override
  public String expected() {
    return expected;
  }

  @Override
  public @Nullable Object convert(Object json) {
    String text = json.toString();
    String value = values.get(text);
    return value != null ? value : values.get(text.toLowerCase(Locale.ROOT));
  }
}
