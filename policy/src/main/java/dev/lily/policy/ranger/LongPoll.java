package dev.lily.policy.ranger;

import dev.lily.graph.TenantId;
import dev.lily.policy.DirectoryStore;
import dev.lily.policy.PolicyStore;
import dev.lily.policy.tags.TagViews;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Holds an answer back until there is news. It must be made after the parts whose documents it
 * waits for, since it is told of changes in the order of making.
 */
public final class LongPoll {
  private final Executor executor;
  private final AtomicLong tickets = new AtomicLong();
  private final Map<TenantId, Map<Long, CompletableFuture<Void>>> waiting =
      new ConcurrentHashMap<>();

  /**
   * Waits on behalf of many plug-ins without threads.
   *
   * @param executor makes the documents when there is news
   */
  public LongPoll(
      PolicyStore policies, DirectoryStore directories, TagViews tags, Executor executor) {
    this.executor = executor;
    policies.onChange(this::wake);
    directories.onChange(this::wake);
    tags.onVisible(visible -> wake(visible.tenant()));
  }

  /**
   * The document as soon as the plug-in does not have it, or "not modified" after the time.
   *
   * @param download asks for the document, such as {@code () -> downloads.tags(…)}
   */
  public CompletableFuture<Download> await(
      TenantId tenant, Supplier<Download> download, Duration patience) {
    return await(tenant, download, System.nanoTime() + patience.toNanos());
  }

  private CompletableFuture<Download> await(
      TenantId tenant, Supplier<Download> download, long deadline) {
    CompletableFuture<Void> news = new CompletableFuture<>();
    long ticket = tickets.incrementAndGet();
    Map<Long, CompletableFuture<Void>> others =
        waiting.computeIfAbsent(tenant, t -> new ConcurrentHashMap<>());
    others.put(ticket, news);
    Download now;
    long left;
    try {
      now = download.get();
      left = deadline - System.nanoTime();
    } catch (RuntimeException refused) {
      others.remove(ticket);
      throw refused;
    }
    if (!(now instanceof Download.NotModified) || left <= 0) {
      others.remove(ticket);
      return CompletableFuture.completedFuture(now);
    }
    return news.completeOnTimeout(null, left, TimeUnit.NANOSECONDS)
        .thenComposeAsync(
            nothing -> {
              others.remove(ticket);
              return await(tenant, download, deadline);
            },
            executor);
  }

  private void wake(TenantId tenant) {
    Map<Long, CompletableFuture<Void>> all = waiting.get(tenant);
    if (all != null) {
      all.values().forEach(news -> news.complete(null));
    }
  }
}
