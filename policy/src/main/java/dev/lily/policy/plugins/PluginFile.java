package dev.lily.policy.plugins;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lily.graph.CatalogException;
import dev.lily.graph.TenantId;
import dev.lily.policy.store.JsonFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The plug-ins of a tenant on disk: {@code plugins.json} of its folder. */
final class PluginFile {
  private final JsonFile<Saved> file;

  private record Saved(@JsonProperty("plugins") List<PluginState> plugins) {}

  PluginFile(Path folder, TenantId tenant) {
    file = new JsonFile<>(folder.resolve(tenant.value()).resolve("plugins.json"), Saved.class);
  }

  /** A file that cannot be read is not worth that a plug-in gets no policies. */
  List<PluginState> read() {
    try {
      return file.read().map(Saved::plugins).orElse(List.of());
    } catch (CatalogException broken) {
      return List.of();
    }
  }

  /** False where the disk does not take it. */
  boolean write(Collection<PluginState> plugins) {
    try {
      file.write(new Saved(List.copyOf(plugins)));
      return true;
    } catch (UncheckedIOException full) {
      return false;
    }
  }
}
