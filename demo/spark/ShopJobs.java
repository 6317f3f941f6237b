import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the shop's SQL jobs one after the other, each as its own Spark application, and keeps the
 * events the OpenLineage listener sends.
 *
 * <p>Arguments: the folder of the jobs, the shop folder (with {@code landing} inside), the file for
 * the events. The last statement of a job is a query; its rows become the Parquet folder named by
 * the line {@code -- writes: schema/table}. A job whose name starts with {@code broken} must fail.
 */
public final class ShopJobs {
  private static final Pattern WRITES = Pattern.compile("-- writes: (\\S+)");

  /** Facts about the recording machine; nothing a catalog reads. */
  private static final List<String> LEFT_OUT =
      List.of(
          "spark_properties",
          "spark_applicationDetails",
          "spark_jobDetails",
          "spark.logicalPlan",
          "spark_unknown",
          "environment-properties");

  private final Path shop;
  private final Path events;

  private ShopJobs(Path shop, Path events) {
    this.shop = shop;
    this.events = events;
  }

  public static void main(String[] args) throws IOException {
    Path recorded = Files.createTempFile("openlineage", ".jsonl");
    ShopJobs jobs = new ShopJobs(Path.of(args[1]).toAbsolutePath(), recorded);
    for (Path file : sqlFiles(Path.of(args[0]))) {
      String name = file.getFileName().toString().replaceFirst("^\\d+_", "").replace(".sql", "");
      jobs.run(name, Files.readString(file));
    }
    Files.write(Path.of(args[2]), jobs.cleaned());
    Files.delete(recorded);
  }

  private static List<Path> sqlFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }

  private void run(String name, String script) {
    boolean failed = false;
    try (SparkSession spark = session(name)) {
      execute(spark, script);
    } catch (Exception failure) {
      failed = true;
      System.out.println(name + ": " + failure);
    }
    if (failed != name.startsWith("broken")) {
      throw new IllegalStateException(name + " did not end as it should");
    }
  }

  private void execute(SparkSession spark, String script) {
    Matcher writes = WRITES.matcher(script);
    if (!writes.find()) {
      throw new IllegalArgumentException("a job needs a line '-- writes: schema/table'");
    }
    List<String> statements = statements(script.replace("${shop}", shop.toString()));
    statements.subList(0, statements.size() - 1).forEach(spark::sql);
    spark
        .sql(statements.get(statements.size() - 1))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(shop.resolve("warehouse").resolve(writes.group(1)).toString());
  }

  private static List<String> statements(String script) {
    return Stream.of(script.split(";\\s*(\\n|$)")).filter(text -> !text.isBlank()).toList();
  }

  private SparkSession session(String name) {
    return SparkSession.builder()
        .appName(name)
        .master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.extraListeners", "io.openlineage.spark.agent.OpenLineageSparkListener")
        .config("spark.openlineage.namespace", "shop")
        .config("spark.openlineage.transport.type", "file")
        .config("spark.openlineage.transport.location", events.toString())
        .getOrCreate();
  }

  private List<String> cleaned() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(events)) {
      ObjectNode event = (ObjectNode) json.readTree(line.replace(shop.toString(), "/data/shop"));
      ObjectNode runFacets = (ObjectNode) event.path("run").path("facets");
      runFacets.remove(LEFT_OUT);
      withoutFrames(runFacets);
      lines.add(json.writeValueAsString(event));
    }
    return lines;
  }

  private static void withoutFrames(ObjectNode runFacets) {
    if (runFacets.get("spark.exception") instanceof ObjectNode exception) {
      for (String field : List.of("message", "stackTrace")) {
        Stream<String> lines = exception.path(field).asText().lines();
        exception.put(field, lines.filter(line -> !line.startsWith("\t")).collect(joining("\n")));
      }
    }
  }
}
