package dev.lily.graph.gremlin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.tinkerpop.gremlin.process.traversal.Bytecode;
import org.apache.tinkerpop.gremlin.process.traversal.strategy.verification.ReadOnlyStrategy;
import org.apache.tinkerpop.gremlin.util.Tokens;
import org.apache.tinkerpop.gremlin.util.function.Lambda;
import org.apache.tinkerpop.gremlin.util.message.RequestMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestTraversalGuard {
  private final TraversalGuard guard = new TraversalGuard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g.V()",
        "g.V().has('qualifiedName', 'a').out('table_columns').values('name')",
        "g.V().hasLabel('asset').order().by('name', desc).limit(3).valueMap('name').with('~tinkerpop.valueMap.tokens')",
        "g.V().has('name', within('a', 'b').or(startingWith('c'))).count()",
        "g.V().repeat(out('x').simplePath()).until(not(out('x'))).path().by('name')",
        "g.V().group().by('typeName').by(count())",
        "g.V().project('a', 'b').by('name').by(out().count())",
        "g.V().where(in('process_inputs').count().is(gt(2)))",
        "g.V().union(out(), in()).dedup().choose(has('owner'), values('owner'), constant('nobody'))"
      })
  void admitsWhatReads(String script) {
    assertThatCode(() -> guard.check(parsed(script))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g.addV('asset')",
        "g.V().property('tenant', 'mine')",
        "g.V().drop()",
        "g.V().sideEffect(drop())",
        "g.V().where(__.addE('x'))",
        "g.V().coalesce(out(), repeat(drop()).times(1))",
        "g.mergeV([(T.label): 'asset'])",
        "g.io('/tmp/lily').read()",
        "g.io('/tmp/lily').write().iterate()",
        "g.call('--list')",
        "g.V().call('x')",
        "g.tx().commit()",
        "g.withStrategies(ReadOnlyStrategy).V()",
        "g.withoutStrategies(SubgraphStrategy).V()",
        "g.withoutStrategies(ReadOnlyStrategy, SubgraphStrategy).V()",
        "g.with('evaluationTimeout', 1000000L).V()",
        "g.withComputer().V()",
        "g.withSideEffect('x', 1).V()",
        "g.V().pageRank()",
        "g.V().subgraph('x')",
        "g.V().has('name', regex('(a+)+b'))",
        "g.inject('a').repeat(concat(identity())).times(30)",
        "g.V().fail()",
        "g",
        "g.V().toList()",
        "g.V().next()",
        "g.V().explain()",
        "g.V(); g.V().drop()",
        "java.lang.System.exit(1)",
        "g.V().map{it.get()}",
        ""
      })
  void refusesTheRest(String script) {
    assertThatThrownBy(() -> guard.check(parsed(script))).isInstanceOf(QueryException.class);
  }

  @Test
  void refusesCodeInBytecode() {
    Bytecode bytecode = new Bytecode();
    bytecode.addStep("V");
    bytecode.addStep("map", Lambda.function("it.get()"));

    assertThatThrownBy(() -> guard.check(bytecode)).hasMessageContaining("no code");
  }

  @Test
  void refusesStrategiesInNestedBytecode() {
    Bytecode nested = new Bytecode();
    nested.addSource("withoutStrategies", ReadOnlyStrategy.class);
    nested.addStep("out");
    Bytecode bytecode = new Bytecode();
    bytecode.addStep("V");
    bytecode.addStep("where", nested);

    assertThatThrownBy(() -> guard.check(bytecode)).hasMessageContaining("withoutStrategies");
  }

  @Test
  void refusesClassesAndStrategiesAsArguments() {
    Bytecode bytecode = new Bytecode();
    bytecode.addStep("has", "x", Map.of("y", ReadOnlyStrategy.instance()));

    assertThatThrownBy(() -> guard.check(bytecode)).hasMessageContaining("ReadOnlyStrategy");
  }

  @Test
  void refusesAVeryDeepQuery() {
    String deep = "g.V()" + ".where(out(".repeat(8_000) + "))".repeat(8_000);

    assertThatThrownBy(() -> guard.check(parsed(deep))).isInstanceOf(QueryException.class);
  }

  @Test
  void takesBindings() {
    RequestMessage message =
        RequestMessage.build(Tokens.OPS_EVAL)
            .addArg(Tokens.ARGS_GREMLIN, "g.V().has('name', wanted)")
            .addArg(Tokens.ARGS_BINDINGS, Map.of("wanted", "orders"))
            .create();

    assertThatCode(() -> guard.check(Query.of(message).traversal())).doesNotThrowAnyException();
  }

  private static Bytecode parsed(String script) {
    return Query.of(
            RequestMessage.build(Tokens.OPS_EVAL).addArg(Tokens.ARGS_GREMLIN, script).create())
        .traversal();
  }
}
