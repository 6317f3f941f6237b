package dev.lily.policy.access;

import com.googlecode.aviator.runtime.type.AviatorBoolean;
import com.googlecode.aviator.runtime.type.AviatorObject;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casbin.jcasbin.util.function.CustomFunction;

/** Whether a rule is among those whose conditions an asset meets; one without number always is. */
final class Covers extends CustomFunction {
  static final String NAME = "covers";

  /** Where the rule stands in a line of policy. */
  private static final int RULE = 3;

  private static final String PREFIX = "rule:";

  static String id(int rule) {
    return PREFIX + rule;
  }

  /** The number of the rule in a line that decided. */
  static Optional<Integer> rule(List<String> line) {
    return line.size() <= RULE ? Optional.empty() : number(line.get(RULE));
  }

  private static Optional<Integer> number(String id) {
    return id.startsWith(PREFIX)
        ? Optional.of(Integer.valueOf(id.substring(PREFIX.length())))
        : Optional.empty();
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public AviatorObject call(Map<String, Object> env, AviatorObject met, AviatorObject rule) {
    BitSet there = (BitSet) met.getValue(env);
    return AviatorBoolean.valueOf(
        number(String.valueOf(rule.getValue(env))).map(there::get).orElse(true));
  }
}
