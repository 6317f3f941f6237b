package dev.lily.bench;

import java.util.List;

/** Trino's batched question about one wide table, all columns of which are to be masked. */
final class OpaBatch implements Workload {
  @Override
  public String name() {
    return "opa-batch";
  }

  @Override
  public String meaning() {
    return "ask for the masks of all columns of a wide table whose source is tagged";
  }

  @Override
  public List<Parameter> parameters() {
    return SourceTag.parameters(
        new Parameter("columns", "1000", "in the table"),
        new Parameter("connections", "1", "requests in flight"),
        new Parameter("calls", "500", "in all"));
  }

  @Override
  public Outcome run(Run run) {
    Parameters parameters = run.parameters();
    int columns = parameters.number("columns", 1, 100_000);
    DerivedColumns derived =
        new DerivedColumns(TableNaming.of(parameters, run.prefix() + "_wide"), 1, columns, 1);
    byte[] question = MaskQuestion.of(parameters).body(derived, 0);
    SourceTag source = SourceTag.afterLoading(run, derived);
    source.add();
    run.await(
        "a mask on every column; is there a policy for it?",
        () -> MaskQuestion.masked(run.client(), question) == columns);
    Load load = run.load();
    Operation ask = index -> () -> MaskQuestion.ask(run.client(), question);
    Outcome outcome = run.measure(load, ask, "columns", columns);
    source.remove();
    return outcome;
  }
}
