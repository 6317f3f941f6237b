package dev.lily.notifications.broker;

import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** The one-line form of JAAS configurations that Kafka takes as a property. */
final class Jaas {
  private Jaas() {}

  static String scram(String user, String password) {
    return login(ScramLoginModule.class, user, password) + ";";
  }

  /**
   * For a listener that is both ends of its own connection: it logs in as the one user it knows.
   */
  static String plain(String user, String password) {
    return login(PlainLoginModule.class, user, password) + option("user_" + user, password) + ";";
  }

  private static String login(Class<?> module, String user, String password) {
    return module.getName() + " required" + option("username", user) + option("password", password);
  }

  private static String option(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
    return " " + name + "=\"" + escaped + "\"";
  }
}
