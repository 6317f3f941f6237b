package dev.lily.server.engines;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of its own on a free port, as Debian installs it. */
public final class PostgresCluster {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String SUPERUSER = "boss";
  private static final String PASSWORD = "of no use elsewhere";

  private final Path binaries;
  private final Path folder;
  private final int port;

  private PostgresCluster(Path binaries, Path folder, int port) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = port;
  }

  /** Where the programs are; absent where PostgreSQL is not installed. */
  public static Optional<Path> binaries() throws IOException {
    if (!Files.isDirectory(DEBIAN)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparingInt(PostgresCluster::version));
    }
  }

  /** Of {@code …/15/bin}: 15. */
  private static int version(Path binaries) {
    String digits =
        binaries.getName(binaries.getNameCount() - 2).toString().replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  /** An empty cluster that runs. */
  public static PostgresCluster start(Path binaries) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("lily-postgresql-");
    if (isRoot()) {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
    }
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    PostgresCluster cluster = new PostgresCluster(binaries, folder, port);
    cluster.run(
        "initdb", "-D", cluster.data(), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync");
    cluster.up();
    return cluster;
  }

  public int port() {
    return port;
  }

  /** Starts it again. */
  public void up() throws IOException, InterruptedException {
    run(
        "pg_ctl",
        "-D",
        data(),
        "-w",
        "-l",
        folder.resolve("log").toString(),
        "-o",
        "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off",
        "start");
  }

  /** Ends it as a crash would. */
  public void down() throws IOException, InterruptedException {
    run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
  }

  /** Runs statements as somebody. */
  public void execute(String database, String user, String... statements) throws SQLException {
    try (Connection connection = connect(database, user);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  public void asSuperuser(String database, String... statements) throws SQLException {
    execute(database, SUPERUSER, statements);
  }

  /** The rows that somebody sees, each as texts joined by bars. */
  public List<String> rows(String database, String user, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect(database, user);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }

  public List<String> seenBySuperuser(String database, String query) throws SQLException {
    return rows(database, SUPERUSER, query);
  }

  /** A connection that the caller closes. */
  public Connection connect(String database, String user) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, PASSWORD);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile("lily-postgresql-", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(program + " failed: " + Files.readString(said));
      }
    } finally {
      Files.delete(said);
    }
  }

  /** Ends it and removes its files. */
  public void remove() throws IOException, InterruptedException {
    if (Files.exists(Path.of(data(), "postmaster.pid"))) {
      down();
    }
    Folders.remove(folder);
  }
}
