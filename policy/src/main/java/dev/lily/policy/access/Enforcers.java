package dev.lily.policy.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/** Makes jCasbin's enforcers; there is no other way to one here. */
final class Enforcers {
  private Enforcers() {}

  /** One of a model of ours, without policies. */
  static Enforcer of(String resource) {
    try (InputStream in = Enforcers.class.getResourceAsStream(resource)) {
      return ofText(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** One of a model as text; it logs nothing and remembers everything in memory. */
  static Enforcer ofText(String text) {
    Model model = new Model();
    model.loadModelFromText(text);
    Enforcer enforcer = new Enforcer(model);
    enforcer.enableLog(false);
    return enforcer;
  }
}
