package dev.lily.graph.gremlin;

import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.RecognitionException;
import org.apache.tinkerpop.gremlin.language.grammar.GremlinParserException;
import org.apache.tinkerpop.gremlin.language.grammar.GremlinQueryParser;
import org.apache.tinkerpop.gremlin.language.grammar.NoOpTerminalVisitor;
import org.apache.tinkerpop.gremlin.language.grammar.VariableResolver;
import org.apache.tinkerpop.gremlin.process.traversal.Bytecode;
import org.apache.tinkerpop.gremlin.structure.util.empty.EmptyGraph;
import org.apache.tinkerpop.gremlin.util.Tokens;
import org.apache.tinkerpop.gremlin.util.message.RequestMessage;

/**
 * What a message asks for, in the requests that TinkerPop's provider documentation defines: op
 * {@code eval} with a gremlin-lang script, or op {@code bytecode}. Neither is evaluated here: a
 * script becomes bytecode by TinkerPop's grammar.
 *
 * @param tenant the traversal source that the query names; empty for {@code g}
 */
record Query(String form, Optional<String> tenant, RequestMessage message) {
  private static final String OWN = "g";
  private static final String LANGUAGE = "gremlin-lang";

  /** What gremlin-driver sends to find out whether a server lives. */
  private static final String PROBE = "''";

  /**
   * Reads the outside of a message.
   *
   * @throws QueryException REFUSED for every operation but the two
   */
  static Query of(RequestMessage message) {
    if ("session".equals(message.getProcessor())
        || message.getArgs().containsKey(Tokens.ARGS_SESSION)) {
      throw QueryException.refused(
          "sessions and transactions are not available: queries only read");
    }
    String form =
        switch (message.getOp()) {
          case Tokens.OPS_EVAL -> "script";
          case Tokens.OPS_BYTECODE -> "bytecode";
          default ->
              throw QueryException.refused(
                  "the operation '%s' is not available; there are eval and bytecode"
                      .formatted(message.getOp()));
        };
    return new Query(form, tenant(message), message);
  }

  private static Optional<String> tenant(RequestMessage message) {
    return message.getArgs().get(Tokens.ARGS_ALIASES) instanceof Map<?, ?> aliases
            && aliases.get(OWN) instanceof String source
            && !source.equals(OWN)
        ? Optional.of(source)
        : Optional.empty();
  }

  boolean isScript() {
    return form.equals("script");
  }

  boolean isProbe() {
    return isScript() && PROBE.equals(message.getArgs().get(Tokens.ARGS_GREMLIN));
  }

  /**
   * The traversal, as its sender wrote it.
   *
   * @throws QueryException REFUSED where it is none
   */
  Bytecode traversal() {
    Object gremlin = message.getArgs().get(Tokens.ARGS_GREMLIN);
    if (!isScript() && gremlin instanceof Bytecode bytecode) {
      return bytecode;
    }
    if (!isScript() || !(gremlin instanceof String script)) {
      throw QueryException.refused("the message has no query");
    }
    Object language = message.getArgs().getOrDefault(Tokens.ARGS_LANGUAGE, LANGUAGE);
    if (!LANGUAGE.equals(language)) {
      throw QueryException.refused(
          "the language %s is not available; there is gremlin-lang".formatted(language));
    }
    return parsed(script);
  }

  private Bytecode parsed(String script) {
    try {
      Object parsed =
          GremlinQueryParser.parse(
              script, new NoOpTerminalVisitor(EmptyGraph.instance(), variables()));
      if (parsed instanceof Bytecode bytecode) {
        return bytecode;
      }
    } catch (GremlinParserException | RecognitionException fault) {
      throw QueryException.refused("the query is no Gremlin: " + fault.getMessage());
    } catch (StackOverflowError tooDeep) {
      throw QueryException.refused("the query is nested too deep");
    }
    throw QueryException.refused("the query is no single traversal; leave out toList() and next()");
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object, or of GraphBinary's bindings
  private VariableResolver variables() {
    return message.getArgs().get(Tokens.ARGS_BINDINGS) instanceof Map<?, ?> bindings
        ? new VariableResolver.DefaultVariableResolver((Map<String, Object>) bindings)
        : VariableResolver.NoVariableResolver.instance();
  }
}
