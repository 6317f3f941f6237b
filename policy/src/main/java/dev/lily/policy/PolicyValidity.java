package dev.lily.policy;

import static dev.lily.graph.BadRequests.require;

import dev.lily.graph.asset.ValidityPeriod;
import dev.lily.graph.asset.ValidityRules;
import java.util.List;
import java.util.TimeZone;

/** Refuses periods that engines cannot read: for them the rule would hold always. */
public final class PolicyValidity {
  private static final String ELSEWHERE = "GMT";

  private PolicyValidity() {}

  /**
   * Checks when a policy or a tag holds.
   *
   * @param field where the periods were sent
   * @throws dev.lily.graph.CatalogException a bad request with the field, its value and the form
   */
  public static void check(String field, List<ValidityPeriod> periods) {
    for (int i = 0; i < periods.size(); i++) {
      check(field + "[" + i + "]", periods.get(i));
    }
  }

  private static void check(String path, ValidityPeriod period) {
    ValidityRules.check(path, period);
    require(
        period.startTime().isEmpty() || !period.startTime().equals(period.endTime()),
        "%s.endTime: %s is not after startTime".formatted(path, period.endTime()));
    String zone = period.timeZone();
    require(
        zone.isEmpty()
            || zone.equals(ELSEWHERE)
            || !TimeZone.getTimeZone(zone).getID().equals(ELSEWHERE),
        "%s.timeZone: '%s' is not known to Ranger's plug-ins, which would take it for GMT; send a name such as Europe/Rome"
            .formatted(path, zone));
  }
}
