package dev.lily.server.http;

/** The routes of one protocol. */
@FunctionalInterface
public interface RouteModule {
  void register(Routes routes);
}
