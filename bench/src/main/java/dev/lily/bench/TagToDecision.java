package dev.lily.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * From the request that tags a source column to the engine's answer that its derivatives are
 * masked.
 */
final class TagToDecision implements Workload {
  @Override
  public String name() {
    return "tag-to-decision";
  }

  @Override
  public String meaning() {
    return "tag a column, ask OPA until the columns furthest downstream are masked, untag, repeat";
  }

  @Override
  public List<Parameter> parameters() {
    return SourceTag.parameters(
        new Parameter("columns", "1000", "downstream, in tables of 100"),
        new Parameter("fan-out", "4", "tables made from each table"),
        new Parameter("times", "10", "how often the column is tagged"));
  }

  @Override
  public Outcome run(Run run) {
    Parameters parameters = run.parameters();
    int columns = parameters.number("columns", 1, 1_000_000);
    int perTable = Math.min(columns, 100);
    int tables = columns / perTable;
    DerivedColumns derived =
        new DerivedColumns(
            TableNaming.of(parameters, run.prefix() + "_tag"),
            tables,
            perTable,
            parameters.number("fan-out", 1, 1000));
    Decided decided = new Decided(run, derived, SourceTag.afterLoading(run, derived));
    decided.tag();
    decided.awaitAll();
    Load load = run.load(1, parameters.number("times", 1, 100_000));
    Outcome outcome = run.measure(load, decided, "tags", 1);
    decided.untag();
    outcome
        .findings()
        .put("columns", tables * perTable)
        .put("notYetMaskedElsewhere", decided.late)
        .put("untagP50Milliseconds", decided.removals().percentile(50))
        .put("untagP99Milliseconds", decided.removals().percentile(99));
    return outcome;
  }

  /** Tags and untags the source; used by one thread. */
  private static final class Decided implements Operation {
    private final Run run;
    private final SourceTag source;
    private final List<byte[]> questions;
    private final int perTable;
    private final List<Long> removals = new ArrayList<>();
    private final AtomicBoolean tagged = new AtomicBoolean();
    private int late;

    Decided(Run run, DerivedColumns derived, SourceTag source) {
      this.run = run;
      this.source = source;
      MaskQuestion question = MaskQuestion.of(run.parameters());
      questions =
          IntStream.range(0, derived.tables())
              .mapToObj(table -> question.body(derived, table))
              .toList();
      perTable = derived.columns();
    }

    @Override
    public Runnable prepare(int index) {
      if (tagged.get()) {
        untag();
      }
      return this::tag;
    }

    /** Returns once all columns of the last table are masked. */
    void tag() {
      source.add();
      tagged.set(true);
      await("a mask on every column of the last table; is there a policy for it?", perTable);
    }

    /** Looks at all tables once, then takes the tag off and returns once the last has no mask. */
    void untag() {
      late += lateTables();
      long begin = System.nanoTime();
      source.remove();
      tagged.set(false);
      await("no mask left in the last table", 0);
      removals.add(System.nanoTime() - begin);
    }

    /** Returns once the columns of all tables are masked. */
    void awaitAll() {
      run.await("a mask on every column of every table", () -> lateTables() == 0);
    }

    Latencies removals() {
      return new Latencies(removals.stream().mapToLong(Long::longValue).toArray());
    }

    private void await(String what, int masks) {
      byte[] last = questions.get(questions.size() - 1);
      run.await(what, () -> MaskQuestion.masked(run.client(), last) == masks);
    }

    private int lateTables() {
      return (int)
          questions.stream()
              .filter(question -> MaskQuestion.masked(run.client(), question) != perTable)
              .count();
    }
  }
}
