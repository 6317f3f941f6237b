package dev.lily.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class TestEngineResource {
  private final EngineResource table =
      EngineResource.of("catalog", "lake", "schema", "Sales", "table", "orders");

  @Test
  void elementsAreAMapInTheirOrder() {
    Map<String, String> plain = new LinkedHashMap<>();
    plain.put("catalog", "lake");
    plain.put("schema", "Sales");
    plain.put("table", "orders");
    assertThat(table.elements()).containsExactlyEntriesOf(plain).isEqualTo(plain).hasSize(3);
    assertThat(plain).isEqualTo(table.elements()).hasSameHashCodeAs(table.elements());
    assertThat(table.elements().keySet()).containsExactly("catalog", "schema", "table");
    assertThat(table.elements().values()).containsExactly("lake", "Sales", "orders");
    assertThat(table.elements().get("column")).isNull();
    assertThat(table.elements().containsKey("schema")).isTrue();
    assertThat(table.elements().containsValue("orders")).isTrue();
  }

  @Test
  void elementsCannotBeChanged() {
    Map<String, String> elements = table.elements();
    assertThatThrownBy(() -> elements.put("table", "x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> elements.remove("table"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> elements.keySet().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> elements.values().remove("lake"))
        .isInstanceOf(UnsupportedOperationException.class);
    Iterator<String> names = elements.keySet().iterator();
    List.of(1, 2, 3).forEach(unused -> assertThat(names.next()).isNotEmpty());
    assertThat(names.hasNext()).isFalse();
    assertThatThrownBy(names::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void childAndParentAreInverse() {
    EngineResource column = table.child("column", "id");
    assertThat(column).hasToString("lake.Sales.orders.id");
    assertThat(column.parent()).contains(table);
    assertThat(column.key()).isEqualTo("column\nlake\nsales\norders\nid");
  }
}
