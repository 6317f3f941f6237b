package dev.lily.policy;

import dev.lily.graph.TenantId;
import dev.lily.policy.AccessForecast.Sight;
import dev.lily.policy.AccessForecast.Who;
import dev.lily.policy.Decisions.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether somebody may do what a statement does, and what is seen of it; the same decisions as
 * {@link Decisions}.
 */
public interface StatementReport {

  /**
   * One access that an engine asks for.
   *
   * @param columns those that are asked about; none where it is about the resource itself
   * @param reads whether data is shown, so that masks and row filters count
   */
  record Access(EngineResource resource, String access, List<Column> columns, boolean reads) {
    public Access {
      columns = List.copyOf(columns);
    }
  }

  /**
   * What somebody sees of a column.
   *
   * @param sight CLEAR, MASKED or DENIED
   * @param decisive the decision that makes it so
   */
  record ColumnView(Column column, Sight sight, Decision decisive) {}

  /**
   * The answer to one access.
   *
   * @param decision of the columns the first that is denied, or else the first one
   * @param rowFilter where a condition hides rows of what is read
   */
  record Answer(
      Access asked, Decision decision, Optional<Decision> rowFilter, List<ColumnView> columns) {
    public Answer {
      columns = List.copyOf(columns);
    }
  }

  /** What all accesses come to for one principal, by some policies. */
  record Outcome(List<Answer> answers) {
    public Outcome {
      answers = List.copyOf(answers);
    }

    /** The decisions that stand against it; none where everything is allowed. */
    public List<Decision> refusals() {
      return answers.stream()
          .map(Answer::decision)
          .filter(decision -> !decision.allowed())
          .toList();
    }

    /** Whether the same is allowed and seen, whatever the reasons. */
    public boolean looksLike(Outcome other) {
      return looks().equals(other.looks());
    }

    private List<Object> looks() {
      List<Object> looks = new ArrayList<>();
      for (Answer answer : answers) {
        looks.add(answer.decision().allowed());
        looks.add(answer.rowFilter().flatMap(Decision::rowFilter));
        answer
            .columns()
            .forEach(column -> looks.add(List.of(column.sight(), column.decisive().mask())));
      }
      return looks;
    }
  }

  /**
   * One principal's view.
   *
   * @param monitored with the policies of mode MONITOR in force; absent where it looks the same
   * @param proposed with the proposed policies; absent where it looks the same, or none were
   */
  record View(Who who, Outcome now, Optional<Outcome> monitored, Optional<Outcome> proposed) {}

  /**
   * The views of those whom policies name, and of one whom none names.
   *
   * @param principals how many there are
   */
  record Report(int principals, List<View> views) {
    public Report {
      views = List.copyOf(views);
    }
  }

  /**
   * Everybody's views.
   *
   * @param limit how many principals to look at
   * @param proposed policies to try; absent for none
   */
  Report of(
      TenantId tenant,
      String service,
      List<Access> accesses,
      int limit,
      Optional<PolicySet> proposed);

  /** The view of one user; groups and roles of the directory are added. */
  View of(Asker asker, List<Access> accesses, Optional<PolicySet> proposed);
}
