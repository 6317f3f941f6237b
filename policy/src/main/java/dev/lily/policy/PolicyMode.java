package dev.lily.policy;

/** Whether a policy takes part in decisions, or is only watched. */
public enum PolicyMode {
  MONITOR,
  ENFORCE
}
