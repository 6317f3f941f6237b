package dev.lily.server.http;

/** Told of every request when it has been answered. */
@FunctionalInterface
public interface RequestListener {
  void answered(AnsweredRequest request);
}
