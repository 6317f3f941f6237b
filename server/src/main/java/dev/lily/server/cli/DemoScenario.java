package dev.lily.server.cli;

/** What {@code ./lily demo} shows on a started server. */
@FunctionalInterface
public interface DemoScenario {

  /** Plays on the stage; true only if every step held. */
  boolean run(DemoStage stage) throws Exception;
}
