package dev.lily.server.deadletters;

import dev.lily.graph.CatalogException;
import dev.lily.graph.ErrorCode;
import dev.lily.graph.RequestContext;
import dev.lily.graph.TenantId;
import dev.lily.notifications.log.DeadLetterShelf;
import dev.lily.notifications.log.KeptLetter;
import dev.lily.notifications.log.LetterState;
import dev.lily.notifications.log.LetterState.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What people do with dead letters. A tenant has its own; those that do not say whose they are
 * belong to whoever operates the process. One letter is fed in at a time, by one person.
 */
public final class LetterDesk {
  /** How many letters one call feeds in again. */
  static final int MOST = 1_000;

  private final DeadLetterShelf shelf;
  private final Map<String, Redriver> redrivers;
  private final TenantId operators;

  /**
   * A desk.
   *
   * @param redrivers by source
   * @param operators the tenant whose people operate the process
   */
  public LetterDesk(DeadLetterShelf shelf, Map<String, Redriver> redrivers, TenantId operators) {
    this.shelf = shelf;
    this.redrivers = Map.copyOf(redrivers);
    this.operators = operators;
  }

  List<KeptLetter> find(RequestContext context, LetterFilter filter) {
    return shelf.newestFirst().stream()
        .filter(letter -> isSeen(context, letter) && filter.matches(letter))
        .toList();
  }

  /** The sources that letters of the tenant have. */
  List<String> sources(RequestContext context) {
    return shelf.newestFirst().stream()
        .filter(letter -> isSeen(context, letter))
        .map(KeptLetter::source)
        .distinct()
        .sorted()
        .toList();
  }

  /** One letter; another tenant's is not found. */
  KeptLetter load(RequestContext context, String id) {
    return shelf
        .find(id)
        .filter(letter -> isSeen(context, letter))
        .orElseThrow(
            () ->
                new CatalogException(
                    ErrorCode.INSTANCE_NOT_FOUND,
                    "no dead letter has the id '%s'; Kafka keeps them for 30 days".formatted(id)));
  }

  byte[] content(KeptLetter letter) {
    return shelf.content(letter);
  }

  private boolean isSeen(RequestContext context, KeptLetter letter) {
    return letter
        .tenant()
        .map(tenant -> tenant.equals(context.tenant().value()))
        .orElse(context.tenant().equals(operators));
  }

  /**
   * Feeds a letter in again.
   *
   * @param again whether also where it was applied or discarded before, or its outcome is not known
   * @return the letter with its new state
   */
  synchronized KeptLetter redrive(RequestContext context, String id, boolean again) {
    KeptLetter letter = load(context, id);
    if (!again) {
      requireOpen(letter);
    }
    byte[] content = content(letter);
    KeptLetter begun = mark(context, letter, Status.REDRIVING, "", 1);
    try {
      return mark(context, begun, Status.APPLIED, redriver(letter).redrive(context, content), 0);
    } catch (CatalogException refusal) {
      if (refusal.code().kind() == ErrorCode.Kind.UNAVAILABLE) {
        shelf.mark(letter, letter.state());
        throw refusal;
      }
      return mark(context, begun, Status.REFUSED, reason(refusal), 0);
    }
  }

  private static String reason(CatalogException refusal) {
    return String.valueOf(refusal.getMessage());
  }

  private Redriver redriver(KeptLetter letter) {
    if (letter.tenant().isEmpty() && !isOfTheProcess(letter)) {
      return Redriver.refusing(
          "the letter does not say in which tenant it was sent: send its content again");
    }
    return Objects.requireNonNullElseGet(
        redrivers.get(letter.source()),
        () -> Redriver.refusing("nothing here takes letters of the source " + letter.source()));
  }

  /** What came from a topic of the process itself has a consumer as its detail. */
  private static boolean isOfTheProcess(KeptLetter letter) {
    return letter.details().containsKey("topic");
  }

  private static void requireOpen(KeptLetter letter) {
    LetterState state = letter.state();
    String told =
        switch (state.status()) {
          case WAITING, REFUSED -> "";
          case REDRIVING -> "is being redriven, or the server stopped amid it,";
          case APPLIED -> "was redriven and applied";
          case DISCARDED -> "was discarded";
        };
    if (!told.isEmpty()) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          "the dead letter %s %s by %s at %s; redrive it once more with again=true"
              .formatted(letter.id(), told, state.by(), state.time()));
    }
  }

  private KeptLetter mark(
      RequestContext context, KeptLetter letter, Status status, String reason, int redrives) {
    LetterState state =
        new LetterState(
            status,
            reason,
            context.principal().name(),
            context.clock().instant(),
            letter.state().redrives() + redrives);
    return shelf.mark(letter, state);
  }

  /** Puts a letter away; one that was applied stays as it is. */
  synchronized KeptLetter discard(RequestContext context, String id) {
    KeptLetter letter = load(context, id);
    return switch (letter.state().status()) {
      case APPLIED ->
          throw new CatalogException(
              ErrorCode.VERSION_CONFLICT,
              "the dead letter %s was applied: there is nothing to discard".formatted(id));
      case DISCARDED -> letter;
      case WAITING, REFUSED, REDRIVING -> mark(context, letter, Status.DISCARDED, "", 0);
    };
  }

  /** What became of many; those after {@code stopped} were not tried. */
  record Redriven(List<KeptLetter> letters, Optional<String> stopped) {}

  /**
   * Feeds in what matches, oldest first, since later events build on earlier ones.
   *
   * @param expected how many the caller knows of
   * @throws CatalogException CONFIRMATION_REQUIRED where there are more or fewer, or too many
   */
  Redriven redriveAll(RequestContext context, LetterFilter filter, int expected) {
    List<KeptLetter> meant = new ArrayList<>(find(context, filter));
    requireExpected(meant.size(), expected);
    Collections.reverse(meant);
    List<KeptLetter> done = new ArrayList<>();
    for (KeptLetter letter : meant) {
      try {
        done.add(redrive(context, letter.id(), false));
      } catch (CatalogException stop) {
        if (stop.code().kind() == ErrorCode.Kind.UNAVAILABLE) {
          return new Redriven(done, Optional.of(reason(stop)));
        }
        // Somebody else was faster with this one.
      }
    }
    return new Redriven(done, Optional.empty());
  }

  private static void requireExpected(int found, int expected) {
    if (found != expected) {
      throw new CatalogException(
          ErrorCode.CONFIRMATION_REQUIRED,
          "%d dead letters match, not %d: confirm with expected=%d"
              .formatted(found, expected, found));
    }
    if (found > MOST) {
      throw new CatalogException(
          ErrorCode.BAD_REQUEST,
          "%d dead letters match; %d are redriven at once: narrow it by source, reason, since or until"
              .formatted(found, MOST));
    }
  }
}
