package dev.slipway.approvals;

import dev.slipway.identity.IdentityChanged;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.HeldAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.runtime.SealBroken;
import dev.slipway.runtime.Sealing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Does held acts once the decisions on them count: in one transaction with their end, so at most
/// once, wherever the portal is killed.
@Component
class HeldActSettling {

  private final HeldActRows rows;
  private final ApprovalRequests requests;
  private final Approvals approvals;
  private final HeldActs acts;
  private final HeldActTasks tasks;
  private final ObjectProvider<HeldAct> kinds;
  private final Sealing sealing;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  HeldActSettling(
      HeldActRows rows,
      ApprovalRequests requests,
      Approvals approvals,
      HeldActs acts,
      HeldActTasks tasks,
      ObjectProvider<HeldAct> kinds,
      Sealing sealing,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.requests = requests;
    this.approvals = approvals;
    this.acts = acts;
    this.tasks = tasks;
    this.kinds = kinds;
    this.sealing = sealing;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(DecisionMade decision) {
    if (rows.exists(decision.id())) {
      tasks.wake(decision.id(), Duration.between(rows.now(), decision.countsAt()));
    }
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(DecisionUndone undone) {
    if (rows.exists(undone.id())) {
      tasks.wake(undone.id(), Duration.ZERO);
    }
  }

  /// Decisions of this person may count again, or not any more.
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(IdentityChanged changed) {
    var person = changed.rightsOf();
    if (person != null) {
      requests.openDecidedBy(person).stream()
          .filter(rows::exists)
          .forEach(request -> tasks.wake(request, Duration.ZERO));
    }
  }

  /// Counts, and does what was agreed or writes down how it ended. Doing nothing twice is safe.
  ///
  /// @throws Unforeseen if it was agreed to and this portal failed at it; nothing of it stays
  void settle(ApprovalId id) {
    try {
      var agreed = transaction.execute(_ -> count(id, null));
      if (agreed != null) {
        tryOut(agreed);
        transaction.executeWithoutResult(_ -> count(id, agreed));
      }
    } catch (NotDone refused) {
      // What it had begun is rolled back by now.
      transaction.executeWithoutResult(_ -> fail(id, refused.why));
    }
  }

  /// Ends what failed again and again, so that whoever asked learns of it before it expires.
  void giveUp(ApprovalId id) {
    var why =
        "The portal failed at it %d times. It may have been asked for in another version. Ask for it again; if that fails too, the portal's log has the error."
            .formatted(HeldActTasks.TRIES);
    transaction.executeWithoutResult(_ -> fail(id, why));
  }

  /// What everybody agreed to, before it is done.
  private record Agreed(HeldAct owner, String payload) {}

  /// Outside of any transaction; what is decided meanwhile is counted again afterwards.
  private static void tryOut(Agreed agreed) {
    try {
      agreed.owner.tryOut(agreed.payload);
    } catch (DomainFailure refused) {
      throw new NotDone(refused.detail());
    } catch (RuntimeException failure) {
      throw new Unforeseen("an agreed act could not be tried out", failure);
    }
  }

  /// @param tried what was tried out, or null before that
  /// @return what is to be tried out now and counted once more; null if there is nothing to do
  private @Nullable Agreed count(ApprovalId id, @Nullable Agreed tried) {
    var act = rows.lock(id).orElse(null);
    if (act == null || act.state().isOver()) {
      return null;
    }
    var standing = approvals.recountHeld(id);
    var request = requests.find(id).orElseThrow();
    switch (standing.state()) {
      case MET -> {
        var agreed = new Agreed(owner(act), payload(act, request));
        if (!agreed.equals(tried)) {
          return agreed;
        }
        carryOut(act, request, standing, agreed);
      }
      case REJECTED -> end(act, request, HeldState.REJECTED, no(standing), Actor.SYSTEM);
      case CLOSED -> end(act, request, HeldState.EXPIRED, "Nobody decided in time.", Actor.SYSTEM);
      case OPEN -> {
        var next = standing.nextCountsAt();
        if (next != null) {
          tasks.wake(id, Duration.between(rows.now(), next));
        }
      }
    }
    return null;
  }

  private HeldAct owner(StoredAct act) {
    return kinds.stream()
        .filter(kind -> kind.kind().equals(act.kind()))
        .findFirst()
        // A newer replica beside this one may know it.
        .orElseThrow(() -> new Unforeseen("no act of kind " + act.kind() + " is known", null));
  }

  private void carryOut(
      StoredAct act, StoredRequest request, ApprovalStanding standing, Agreed agreed) {
    var by =
        standing.decisions().stream()
            .filter(decision -> decision.counts() && decision.approved())
            .map(DecisionView::personName)
            .toList();
    try {
      agreed.owner.carryOut(agreed.payload, new Agreement(requester(act, request), by));
    } catch (DomainFailure refused) {
      throw new NotDone(refused.detail());
    } catch (RuntimeException failure) {
      throw new Unforeseen("the agreed act " + act.request().value() + " failed", failure);
    }
    var words = "Done, agreed by " + String.join(" and ", by) + ".";
    rows.end(act.request(), HeldState.DONE, words);
    approvals.close(act.request(), "It is done.");
    events.publishEvent(
        HeldActs.moved(request, HeldState.DONE, act.lines(), by, null, Actor.SYSTEM));
  }

  /// Only what the second person saw the hash of.
  private String payload(StoredAct act, StoredRequest request) {
    var requester = Objects.requireNonNull(request.requester());
    try {
      var sealed = Objects.requireNonNull(act.payload());
      var payload =
          new String(
              sealing.open(sealed, StoredAct.boundTo(act.request())), StandardCharsets.UTF_8);
      var hash =
          acts.hash(
              request.id(),
              act.kind(),
              act.lines(),
              request.title(),
              request.reason(),
              requester,
              payload);
      if (hash.equals(request.contentHash())) {
        return payload;
      }
    } catch (SealBroken _) {
      // Told below: in either case it is not what was agreed to.
    }
    throw new NotDone("What is stored is not what was agreed to. Ask again.");
  }

  /// The person who asked, as they were: nobody's session, so nothing that asks for a proof.
  private static Actor requester(StoredAct act, StoredRequest request) {
    return new Actor(
        Objects.requireNonNull(request.requester()).value(),
        request.requesterName(),
        act.requesterVia(),
        null,
        null,
        null);
  }

  private void fail(ApprovalId id, String why) {
    var act = rows.lock(id).orElseThrow();
    if (!act.state().isOver()) {
      var words = "Not done: " + why;
      end(act, requests.find(id).orElseThrow(), HeldState.FAILED, words, Actor.SYSTEM);
    }
  }

  private void end(StoredAct act, StoredRequest request, HeldState state, String why, Actor actor) {
    rows.end(act.request(), state, why);
    if (state == HeldState.FAILED) {
      approvals.close(act.request(), why);
    }
    events.publishEvent(HeldActs.moved(request, state, act.lines(), List.of(), why, actor));
  }

  private static String no(ApprovalStanding standing) {
    return standing.decisions().stream()
        .filter(decision -> decision.counts() && !decision.approved())
        .findFirst()
        .map(no -> "Rejected by %s: %s".formatted(no.personName(), no.comment()))
        .orElse("Rejected.");
  }

  /// The act was agreed to, and this portal failed at it in a way that nobody foresaw.
  static final class Unforeseen extends RuntimeException {

    private Unforeseen(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The act was agreed to and cannot be done.
  private static final class NotDone extends RuntimeException {

    private final String why;

    private NotDone(String why) {
      super(why);
      this.why = why;
    }
  }
}
