package dev.lily.server.policy;

import dev.lily.policy.AccessForecast.Effects;
import dev.lily.policy.AccessForecast.Outlook;
import dev.lily.policy.AccessForecast.Place;
import dev.lily.policy.AccessForecast.Shift;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What principals would see otherwise, as JSON. */
public final class OutlookJson {
  private OutlookJson() {}

  /** Counts of resources and principals, and the principals for whom something would differ. */
  public static Map<String, Object> of(Outlook outlook) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("resources", outlook.resources());
    answer.put("principalCount", outlook.principals());
    answer.put("evaluated", outlook.evaluated());
    answer.put("total", outlook.total());
    answer.put("principals", outlook.effects().stream().map(OutlookJson::effects).toList());
    return answer;
  }

  private static Map<String, Object> effects(Effects effects) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("kind", effects.who().kind().name());
    answer.put("name", effects.who().name());
    answer.put("losesClear", count(effects, Shift::losesClear));
    answer.put("gainsClear", count(effects, Shift::gainsClear));
    answer.put("shifts", effects.shifts().stream().map(OutlookJson::shift).toList());
    return answer;
  }

  private static int count(Effects effects, Predicate<Shift> which) {
    return effects.shifts().stream().filter(which).mapToInt(Shift::count).sum();
  }

  private static Map<String, Object> shift(Shift shift) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("before", shift.before().name());
    answer.put("after", shift.after().name());
    answer.put("count", shift.count());
    answer.put("examples", shift.examples().stream().map(OutlookJson::place).toList());
    return answer;
  }

  private static Map<String, Object> place(Place place) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("service", place.service());
    answer.put("resource", place.resource().toString());
    answer.put("typeName", place.asset().typeName());
    answer.put("qualifiedName", place.asset().qualifiedName());
    return answer;
  }
}
