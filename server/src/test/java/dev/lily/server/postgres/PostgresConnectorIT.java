package dev.lily.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lily.graph.CatalogException;
import dev.lily.graph.TenantId;
import dev.lily.policy.binding.PostgresTarget;
import dev.lily.policy.binding.PostgresTarget.PasswordSource;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for the password in clear does not get it. */
class PostgresConnectorIT {
  private static final int SSL_REQUEST = 80_877_103;
  private static final int CLEARTEXT = 3;

  @TempDir Path secrets;

  @Test
  void aPasswordIsNotSentInClear() throws Exception {
    Files.writeString(secrets.resolve("postgresql-lake"), "very-secret");
    PostgresConnector connector = new PostgresConnector(new PostgresPasswords(secrets, Map.of()));
    for (String mode : new String[] {"disable", "prefer"}) {
      try (ServerSocket thief = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        CompletableFuture<String> got = CompletableFuture.supplyAsync(() -> ask(thief));
        assertThatThrownBy(
                () ->
                    connector.open(
                        TenantId.DEFAULT, target("127.0.0.1", thief.getLocalPort(), mode)))
            .as(mode)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("requireAuth");
        assertThat(got.join()).as(mode).doesNotContain("very-secret");
      }
    }
  }

  @Test
  void aHostIsNoSettingOfTheDriver() {
    for (String host :
        new String[] {"h/d?requireAuth=password&x=", "h,thief", "h?", "h&x=y", "h#", "", " "}) {
      assertThatThrownBy(() -> target(host, 5432, "disable"))
          .as(host)
          .isInstanceOf(CatalogException.class)
          .hasMessageContaining("postgresql.host");
    }
    assertThat(target("[::1]", 5432, "disable").host()).isEqualTo("[::1]");
  }

  /** Plays a server without TLS; what the client sends after it was asked for its password. */
  private static String ask(ServerSocket server) {
    try (Socket client = server.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (startup(in) == SSL_REQUEST) {
        out.write('N');
      }
      out.write('R');
      out.writeInt(8);
      out.writeInt(CLEARTEXT);
      out.flush();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException lost) {
      throw new CompletionException(lost);
    }
  }

  /** The code of a message that has no type, which is read to its end. */
  private static int startup(DataInputStream in) throws IOException {
    int length = in.readInt();
    int code = in.readInt();
    in.readNBytes(length - 2 * Integer.BYTES);
    return code;
  }

  private static PostgresTarget target(String host, int port, String sslMode) {
    return new PostgresTarget(
        host,
        port,
        "lake",
        "lily_sync",
        new PasswordSource("postgresql-lake", null),
        sslMode,
        PostgresTarget.Columns.VIEWS,
        PostgresTarget.Rows.VIEWS,
        false,
        30);
  }
}
