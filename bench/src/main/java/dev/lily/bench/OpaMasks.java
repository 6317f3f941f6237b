package dev.lily.bench;

import java.util.List;

/**
 * Trino's questions about one wide table, all columns of which are to be masked: about all columns
 * at once, or about one after the other as a Trino without {@code batch-column-masking-uri} asks.
 */
final class OpaMasks implements Workload {
  private final boolean batched;
  private final List<Parameter> load;

  private OpaMasks(boolean batched, Parameter connections, Parameter calls) {
    this.batched = batched;
    this.load = List.of(connections, calls);
  }

  static OpaMasks batched() {
    return new OpaMasks(
        true,
        new Parameter("connections", "1", "requests in flight"),
        new Parameter("calls", "500", "in all"));
  }

  /** As many calls as the columns of a large schema that a Trino user reported. */
  static OpaMasks single() {
    return new OpaMasks(
        false,
        new Parameter("connections", "1", "requests in flight"),
        new Parameter("calls", "6562", "in all"));
  }

  @Override
  public String name() {
    return batched ? "opa-batch" : "opa-single";
  }

  @Override
  public String meaning() {
    return batched
        ? "ask for the masks of all columns of a wide table whose source is tagged"
        : "ask for the mask of one column after the other of such a table";
  }

  @Override
  public List<Parameter> parameters() {
    return SourceTag.parameters(
        new Parameter("columns", "1000", "in the table"), load.get(0), load.get(1));
  }

  @Override
  public Outcome run(Run run) {
    Parameters parameters = run.parameters();
    int columns = parameters.number("columns", 1, 100_000);
    DerivedColumns derived =
        new DerivedColumns(TableNaming.of(parameters, run.prefix() + "_wide"), 1, columns, 1);
    MaskQuestion question = MaskQuestion.of(parameters);
    byte[] all = question.body(derived, 0);
    SourceTag source = SourceTag.afterLoading(run, derived);
    source.add();
    run.await(
        "a mask on every column; is there a policy for it?",
        () -> MaskQuestion.masked(run.client(), all) == columns);
    Operation ask =
        batched
            ? index -> () -> MaskQuestion.ask(run.client(), all)
            : index -> {
              byte[] one = question.body(derived, 0, DerivedColumns.columnName(index % columns));
              return () -> MaskQuestion.askOne(run.client(), one);
            };
    Outcome outcome = run.measure(run.load(), ask, "columns", batched ? columns : 1);
    source.remove();
    return outcome;
  }
}
