package dev.lily.policy.plugins;

/** How it is with an engine, from the best to what needs somebody most. */
public enum EngineState {
  /** It has the newest, or a plug-in has had it lately. */
  UP_TO_DATE,
  /** It has nothing yet, or has been without the newest for too long. */
  BEHIND,
  /** It has said nothing for too long. */
  SILENT,
  /** Nobody has asked for it. */
  NEVER_SEEN
}
