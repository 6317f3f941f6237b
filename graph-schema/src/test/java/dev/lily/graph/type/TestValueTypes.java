package dev.lily.graph.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TestValueTypes {
  private static final TypeRegistry REGISTRY =
      Types.create(
          """
          {'enumDefs': [{'name': 'color', 'elementDefs': [
             {'value': 'RED', 'ordinal': 0}, {'value': 'Green', 'ordinal': 1}]}],
           'structDefs': [{'name': 'point', 'attributeDefs': [
             {'name': 'x', 'typeName': 'int'}, {'name': 'y', 'typeName': 'int', 'isOptional': true},
             {'name': 'next', 'typeName': 'point', 'isOptional': true}]}],
           'entityDefs': [
             {'name': 'thing', 'attributeDefs': [
               {'name': 'bool', 'typeName': 'boolean', 'isOptional': true},
               {'name': 'byte', 'typeName': 'byte', 'isOptional': true},
               {'name': 'short', 'typeName': 'short', 'isOptional': true},
               {'name': 'int', 'typeName': 'int', 'isOptional': true},
               {'name': 'long', 'typeName': 'long', 'isOptional': true},
               {'name': 'float', 'typeName': 'float', 'isOptional': true},
               {'name': 'double', 'typeName': 'double', 'isOptional': true},
               {'name': 'bigint', 'typeName': 'biginteger', 'isOptional': true},
               {'name': 'bigdec', 'typeName': 'bigdecimal', 'isOptional': true},
               {'name': 'text', 'typeName': 'string'},
               {'name': 'date', 'typeName': 'date', 'isOptional': true},
               {'name': 'color', 'typeName': 'color', 'isOptional': true},
               {'name': 'point', 'typeName': 'point', 'isOptional': true},
               {'name': 'list', 'typeName': 'array<int>', 'cardinality': 'LIST',
                'valuesMinCount': 1, 'valuesMaxCount': 3, 'isOptional': true},
               {'name': 'set', 'typeName': 'array<string>', 'cardinality': 'SET',
                'isOptional': true},
               {'name': 'nested', 'typeName': 'array<map<string,array<long>>>',
                'isOptional': true},
               {'name': 'map', 'typeName': 'map<int,boolean>', 'isOptional': true},
               {'name': 'ref', 'typeName': 'thing', 'isOptional': true},
               {'name': 'refs', 'typeName': 'array<thing>', 'isOptional': true},
               {'name': 'any', 'typeName': 'AtlasObjectId', 'isOptional': true}]},
             {'name': 'other'},
             {'name': 'special', 'superTypes': ['thing']}]}
          """);

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("bool", true, true),
        Arguments.of("bool", "TRUE", true),
        Arguments.of("bool", "false", false),
        Arguments.of("byte", 127, 127),
        Arguments.of("short", "-32768", -32768),
        Arguments.of("int", 5, 5),
        Arguments.of("int", 5L, 5),
        Arguments.of("int", "5", 5),
        Arguments.of("int", 5.0, 5),
        Arguments.of("long", 5, 5L),
        Arguments.of("long", Long.MAX_VALUE, Long.MAX_VALUE),
        Arguments.of("long", "9223372036854775807", Long.MAX_VALUE),
        Arguments.of("long", BigInteger.TEN, 10L),
        Arguments.of("float", 1.5, 1.5),
        Arguments.of("double", 3, 3.0),
        Arguments.of("double", "1e3", 1000.0),
        Arguments.of("bigint", 7, "7"),
        Arguments.of("bigint", "12345678901234567890", "12345678901234567890"),
        Arguments.of("bigint", new BigInteger("12345678901234567890"), "12345678901234567890"),
        Arguments.of("bigdec", "12.50", "12.50"),
        Arguments.of("bigdec", new BigDecimal("0.1"), "0.1"),
        Arguments.of("text", "a", "a"),
        Arguments.of("text", 5, "5"),
        Arguments.of("text", true, "true"),
        Arguments.of("date", 1700000000000L, 1700000000000L),
        Arguments.of("date", 17, 17L),
        Arguments.of("date", "1700000000000", 1700000000000L),
        Arguments.of("date", "1970-01-02", 86_400_000L),
        Arguments.of("date", "1970-01-01T00:00:01.500Z", 1500L),
        Arguments.of("date", "1970-01-01T01:00:00+01:00", 0L),
        Arguments.of("date", "1970-01-01T01:00:00+0100", 0L),
        Arguments.of("date", "1970-01-01 00:00:01", 1000L),
        Arguments.of("color", "RED", "RED"),
        Arguments.of("color", "green", "Green"),
        Arguments.of("list", List.of(1, "2"), List.of(1, 2)),
        Arguments.of("set", List.of("b", "a", "b"), List.of("b", "a")),
        Arguments.of("nested", List.of(Map.of("k", List.of(1))), List.of(Map.of("k", List.of(1L)))),
        Arguments.of("map", Map.of("1", "true"), Map.of("1", true)),
        Arguments.of(
            "point",
            Map.of("x", "1", "next", Map.of("x", 2)),
            Map.of(
                "typeName",
                "point",
                "attributes",
                Map.of("x", 1, "next", Map.of("typeName", "point", "attributes", Map.of("x", 2))))),
        Arguments.of(
            "point",
            Map.of("typeName", "point", "attributes", Map.of("x", 1)),
            Map.of("typeName", "point", "attributes", Map.of("x", 1))),
        Arguments.of("ref", Map.of("guid", "-1"), Map.of("guid", "-1")),
        Arguments.of(
            "ref",
            Map.of("typeName", "special", "uniqueAttributes", Map.of("qualifiedName", "q")),
            Map.of("typeName", "special", "uniqueAttributes", Map.of("qualifiedName", "q"))),
        Arguments.of(
            "any",
            Map.of("guid", "-1", "typeName", "other"),
            Map.of("guid", "-1", "typeName", "other")));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void storesValuesInOneForm(String attribute, Object json, Object stored) {
    Faults faults = new Faults();
    assertThat(normalize(attribute, json, faults)).isEqualTo(stored);
    assertThat(faults.list()).isEmpty();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("bool", "yes", "thing.bool: 'yes' is no boolean (true or false)"),
        Arguments.of("bool", 1, "thing.bool: '1' is no boolean (true or false)"),
        Arguments.of("byte", 300, "thing.byte: '300' is no byte (-128 to 127)"),
        Arguments.of("int", "abc", "thing.int: 'abc' is no int (32-bit whole number)"),
        Arguments.of("int", "", "thing.int: '' is no int (32-bit whole number)"),
        Arguments.of("int", 1.5, "thing.int: '1.5' is no int (32-bit whole number)"),
        Arguments.of(
            "int", 3_000_000_000L, "thing.int: '3000000000' is no int (32-bit whole number)"),
        Arguments.of("long", 1e30, "thing.long: '1.0E30' is no long (64-bit whole number)"),
        Arguments.of("float", 1e300, "thing.float: '1.0E300' is no float"),
        Arguments.of("double", "NaN", "thing.double: 'NaN' is no double"),
        Arguments.of("bigint", "1.5", "thing.bigint: '1.5' is no whole number"),
        Arguments.of("bigdec", "x", "thing.bigdec: 'x' is no decimal number"),
        Arguments.of("text", List.of("a"), "thing.text: '[a]' is no text"),
        Arguments.of(
            "date", "abc", "thing.date: 'abc' is no date (epoch milliseconds or ISO-8601)"),
        Arguments.of(
            "date",
            "2020-02-30",
            "thing.date: '2020-02-30' is no date (epoch milliseconds or ISO-8601)"),
        Arguments.of("color", "blue", "thing.color: 'blue' is no color [RED, Green]"),
        Arguments.of("list", 5, "thing.list: '5' is no array of int"),
        Arguments.of("list", List.of(1, "x"), "thing.list[1]: 'x' is no int (32-bit whole number)"),
        Arguments.of("list", List.of(), "thing.list has 0 elements, at least 1 are needed"),
        Arguments.of(
            "list", List.of(1, 2, 3, 4), "thing.list has 4 elements, at most 3 are allowed"),
        Arguments.of(
            "map", Map.of("k", true), "thing.map: 'k' is no key: int (32-bit whole number)"),
        Arguments.of("map", Map.of("1", "x"), "thing.map[1]: 'x' is no boolean (true or false)"),
        Arguments.of(
            "nested",
            List.of(Map.of("k", List.of("x"))),
            "thing.nested[0][k][0]: 'x' is no long (64-bit whole number)"),
        Arguments.of("point", "x", "thing.point: 'x' is no point"),
        Arguments.of("point", Map.of("y", 1), "thing.point.x is required"),
        Arguments.of("point", Map.of("x", 1, "z", 1), "thing.point.z: point has no such attribute"),
        Arguments.of(
            "ref",
            "q",
            "thing.ref: 'q' is no reference to thing ({guid}, or {typeName, uniqueAttributes})"),
        Arguments.of(
            "refs",
            List.of(Map.of("typeName", "other")),
            "thing.refs[0]: '{typeName=other}' is no reference to thing"
                + " ({guid}, or {typeName, uniqueAttributes})"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aFaultNamesPathValueAndWhatWasExpected(String attribute, Object json, String fault) {
    Faults faults = new Faults();
    normalize(attribute, json, faults);
    assertThat(faults.list()).containsExactly(fault);
  }

  @Test
  void aReferenceToAnotherTypeIsAFault() {
    Faults faults = new Faults();
    normalize("ref", Map.of("guid", "-1", "typeName", "other"), faults);
    normalize("ref", Map.of("guid", "-1", "typeName", "unheard"), faults);
    assertThat(faults.list()).hasSize(2);
  }

  @Test
  void nullIsNoValueAndNoFaultUnlessMandatory() {
    Faults faults = new Faults();
    assertThat(normalize("int", null, faults)).isNull();
    assertThat(normalize("date", "", faults)).isNull();
    assertThat(normalize("list", new ArrayList<>(Arrays.asList(1, null)), faults))
        .isEqualTo(Arrays.asList(1, null));
    assertThat(faults.isEmpty()).isTrue();
    normalize("text", null, faults);
    assertThat(faults.list()).containsExactly("thing.text is required");
  }

  @Test
  void faultsOfInheritedAttributesNameTheSubtype() {
    Faults faults = new Faults();
    REGISTRY.entityType("special").attributes().get("int").normalize("x", faults);
    assertThat(faults.list()).singleElement().asString().startsWith("special.int: ");
  }

  @Test
  void referencesAreRecognisedInsideContainers() {
    Map<String, Attribute> attributes = REGISTRY.entityType("thing").attributes();
    assertThat(attributes.values().stream().filter(Attribute::isReference).map(Attribute::name))
        .containsExactly("ref", "refs", "any");
  }

  private static @Nullable Object normalize(
      String attribute, @Nullable Object json, Faults faults) {
    return REGISTRY.entityType("thing").attributes().get(attribute).normalize(json, faults);
  }
}
