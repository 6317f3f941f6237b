package dev.lily.policy.ranger;

import dev.lily.graph.asset.ValidityPeriod;
import java.util.ArrayList;
import java.util.List;
import org.apache.ranger.plugin.model.RangerValiditySchedule;

/** Validity periods in Ranger's model; both write times alike. */
final class ValiditySchedules {
  private ValiditySchedules() {}

  static List<RangerValiditySchedule> of(List<ValidityPeriod> periods) {
    List<RangerValiditySchedule> schedules = new ArrayList<>();
    for (ValidityPeriod period : periods) {
      schedules.add(
          new RangerValiditySchedule(
              period.startTime(), period.endTime(), zone(period), new ArrayList<>()));
    }
    return schedules;
  }

  /** Ranger takes an empty zone for that of its JVM. */
  static String zone(ValidityPeriod period) {
    return period.timeZone() == null || period.timeZone().isEmpty() ? "UTC" : period.timeZone();
  }
}
