package dev.lily.bench;

import java.util.ArrayList;
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
    List<Parameter> parameters = new ArrayList<>(TableNaming.parameters());
    parameters.addAll(List.of(MaskQuestion.parameters()));
    parameters.add(new Parameter("classification", "PII", "that a policy masks"));
    parameters.add(new Parameter("columns", "1000", "in the table"));
    parameters.add(new Parameter("connections", "1", "requests in flight"));
    parameters.add(new Parameter("calls", "500", "in all"));
    return parameters;
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
    Load load =
        run.load(
            parameters.number("connections", 1, 256), parameters.number("calls", 1, 100_000_000));
    Operation ask = index -> () -> MaskQuestion.ask(run.client(), question);
    Outcome outcome = run.measure(load, ask, "columns", columns);
    source.remove();
    return outcome;
  }
}
