package dev.lily.policy.audit;

/**
 * Takes decisions and downloads to be kept. Never waits and never fails: what cannot be taken is
 * dropped.
 */
public interface AuditTrail {

  /** Whether a question with this answer is to be told; decides about sampling. */
  boolean wants(boolean denied);

  void add(AuditEvent event);

  /** Keeps nothing. */
  AuditTrail OFF =
      new AuditTrail() {
        @Override
        public boolean wants(boolean denied) {
          return false;
        }

        @Override
        public void add(AuditEvent event) {
          // nothing is kept
        }
      };
}
