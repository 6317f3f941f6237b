package dev.lily.server.engines;

import java.util.List;
import java.util.Map;

/** How a Trino asks Lily who may see what. The files are those of {@code docs/engines/trino.md}. */
public sealed interface TrinoAccess {

  /** The files of {@code etc} that it needs. */
  List<String> files();

  /** What stands in these files for an example, and the value to put there. */
  Map<String, String> values();

  /**
   * Trino asks for each query.
   *
   * @param url of Lily, which must know this Trino by its address
   */
  record Opa(String url) implements TrinoAccess {
    @Override
    public List<String> files() {
      return List.of("opa/access-control.properties");
    }

    @Override
    public Map<String, String> values() {
      return Map.of("http://127.0.0.1:21000", url);
    }
  }

  /**
   * Trino downloads policies and tags.
   *
   * @param url of Lily
   * @param user with the role {@code engine}
   */
  record Ranger(String url, String user, String password) implements TrinoAccess {
    @Override
    public List<String> files() {
      return List.of(
          "ranger/access-control.properties",
          "ranger/ranger-trino-security.xml",
          "ranger/ranger-trino-audit.xml");
    }

    @Override
    public Map<String, String> values() {
      return Map.of(
          "http://127.0.0.1:21000",
          url,
          "<value>trino-plugin</value>",
          "<value>" + user + "</value>",
          "<value>PASSWORD</value>",
          "<value>" + password + "</value>",
          "/var/lib/trino/",
          "data/");
    }

    @Override
    public String toString() {
      return "Ranger[" + url + ", " + user + "]";
    }
  }
}
