package dev.lily.notifications.openlineage;

import dev.lily.graph.Catalog;
import dev.lily.graph.RequestContext;
import dev.lily.graph.asset.AssetBatch;
import dev.lily.graph.asset.AssetKey;
import dev.lily.notifications.openlineage.JobMapper.LastRun;
import dev.lily.notifications.openlineage.LineageEvent.DatasetEvent;
import dev.lily.notifications.openlineage.LineageEvent.JobEvent;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what a run, a job or a dataset says of itself into a batch for the catalog; see {@link
 * OpenLineageNames} for the identities. Reads from the catalog what the batch depends on, so nobody
 * else may write to the job and its outputs until the batch is applied. Safe for many threads.
 */
public final class LineageMapper {
  private final CatalogView catalog;
  private final DatasetMapper datasets;
  private final ColumnEdges columnEdges;

  public LineageMapper(Catalog catalog, Clock clock) {
    this.catalog = new CatalogView(catalog, clock);
    this.datasets = new DatasetMapper(this.catalog);
    this.columnEdges = new ColumnEdges(this.catalog, datasets);
  }

  /**
   * The lineage of a run and the state of its job. Empty where the run is known to have failed, or
   * where a later run of the job is complete: the last one tells what the job does.
   */
  public Optional<AssetBatch> map(RequestContext context, MergedRun run) {
    AssetKey key = OpenLineageNames.job(run.job());
    Optional<LastRun> last = lastRun(context, key);
    if (last.filter(known -> known.outdates(run)).isPresent()) {
      return Optional.empty();
    }
    Draft draft = new Draft();
    boolean writes = draw(context, draft, run.job(), run.producer(), run.inputs(), run.outputs());
    boolean known = writes || catalog.find(context, key).isPresent();
    if (known && last.filter(other -> other.isAfter(run)).isEmpty()) {
      JobMapper.recordRun(draft, key, run);
    }
    return draft.toBatch();
  }

  /** The state of the job; empty where the job is unknown or has moved on. */
  public Optional<AssetBatch> mapState(RequestContext context, MergedRun run) {
    AssetKey key = OpenLineageNames.job(run.job());
    if (catalog.find(context, key).isEmpty()
        || lastRun(context, key)
            .filter(last -> last.outdates(run) || last.isAfter(run))
            .isPresent()) {
      return Optional.empty();
    }
    Draft draft = new Draft();
    JobMapper.recordRun(draft, key, run);
    return draft.toBatch();
  }

  /** A job that was described without a run; empty where it neither reads nor writes. */
  public Optional<AssetBatch> map(RequestContext context, JobEvent event) {
    Draft draft = new Draft();
    draw(context, draft, event.job(), event.producer(), event.inputs(), event.outputs());
    return draft.toBatch();
  }

  /** A dataset that was described without a job. */
  public Optional<AssetBatch> map(RequestContext context, DatasetEvent event) {
    Draft draft = new Draft();
    List<DatasetInfo> written = List.of(event.dataset());
    identify(context, draft, List.of(), written);
    write(context, draft, written);
    deriveColumns(context, draft, written, "");
    return draft.toBatch();
  }

  /** Has to be told that a batch was applied, so that it knows the new names. */
  public void applied(RequestContext context, AssetBatch batch) {
    catalog.applied(context, batch);
  }

  /** The key of a dataset, under whatever name it goes. */
  AssetKey keyOf(RequestContext context, DatasetName name) {
    AssetKey key = OpenLineageNames.dataset(name);
    return catalog.identify(context, key).orElse(key);
  }

  private Optional<LastRun> lastRun(RequestContext context, AssetKey job) {
    return catalog.find(context, job).flatMap(LastRun::of);
  }

  /** Draws the job between its datasets; false where there is nothing left to draw it between. */
  private boolean draw(
      RequestContext context,
      Draft draft,
      JobInfo job,
      String producer,
      List<DatasetInfo> read,
      List<DatasetInfo> written) {
    AssetKey key = OpenLineageNames.job(job);
    identify(context, draft, read, written);
    Set<AssetKey> outputs = write(context, draft, written);
    if (outputs.isEmpty() && (read.isEmpty() || !written.isEmpty())) {
      return false;
    }
    Set<AssetKey> inputs = new LinkedHashSet<>();
    read.forEach(dataset -> inputs.add(datasets.describe(context, draft, dataset)));
    Set<AssetKey> sources = deriveColumns(context, draft, written, key.qualifiedName());
    sources.removeAll(outputs);
    inputs.addAll(sources);
    JobMapper.describe(draft, key, job, producer);
    JobMapper.connect(draft, key, inputs, outputs);
    return true;
  }

  private void identify(
      RequestContext context, Draft draft, List<DatasetInfo> read, List<DatasetInfo> written) {
    written.forEach(dataset -> datasets.rename(context, draft, dataset));
    written.forEach(dataset -> datasets.identify(context, draft, dataset));
    read.forEach(dataset -> datasets.identify(context, draft, dataset));
  }

  /** Describes what was written; dropped datasets are not among what it returns. */
  private Set<AssetKey> write(RequestContext context, Draft draft, List<DatasetInfo> written) {
    Set<AssetKey> outputs = new LinkedHashSet<>();
    for (DatasetInfo dataset : written) {
      if (dataset.isDropped()) {
        datasets.drop(context, draft, dataset);
      } else {
        AssetKey key = datasets.describe(context, draft, dataset);
        datasets.changeLifecycle(context, draft, key, dataset);
        outputs.add(key);
      }
    }
    return outputs;
  }

  /** Draws the column edges; the datasets that columns were derived from are inputs as well. */
  private Set<AssetKey> deriveColumns(
      RequestContext context, Draft draft, List<DatasetInfo> written, String job) {
    Set<AssetKey> sources = new LinkedHashSet<>();
    for (DatasetInfo dataset : written) {
      if (dataset.isDropped() || dataset.columnLineage().isEmpty()) {
        continue;
      }
      AssetKey output = datasets.keyOf(context, draft, dataset.name());
      ColumnLineage lineage = dataset.columnLineage().get();
      columnEdges.replace(context, draft, output, lineage, job);
      lineage.sources().forEach(name -> sources.add(datasets.refer(context, draft, name)));
    }
    return sources;
  }
}
