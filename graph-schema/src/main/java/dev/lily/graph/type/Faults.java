package dev.lily.graph.type;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with somebody's values, collected so that it is told at once. */
public final class Faults {
  private static final int SHOWN = 60;
  private static final int MOST = 20;

  private final List<String> faults = new ArrayList<>();

  /** Notes that a value is not what was expected: {@code t.createTime: 'abc' is no date}. */
  public void add(String path, Object value, String expected) {
    String text = String.valueOf(value);
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    add(path + ": '" + shown + "' is no " + expected);
  }

  public void add(String fault) {
    faults.add(fault);
  }

  public boolean isEmpty() {
    return faults.isEmpty();
  }

  public List<String> list() {
    return List.copyOf(faults);
  }

  /** Refuses with all faults, if there is one. */
  public void throwIfAny(ErrorCode code) {
    if (!faults.isEmpty()) {
      throw new CatalogException(code, text(faults));
    }
  }

  /** One message of many faults: the first {@value #MOST}, and how many more there are. */
  public static String text(Collection<String> faults) {
    String shown = faults.stream().limit(MOST).collect(Collectors.joining("; "));
    return faults.size() <= MOST ? shown : shown + "; and " + (faults.size() - MOST) + " more";
  }
}
