package dev.slipway.approvals;

import dev.slipway.identity.Access;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import dev.slipway.runtime.Sealing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Acts that wait for a second person: asked for, shown, withdrawn. What they do belongs to their
/// owners.
@Service
public class HeldActs implements SecondPerson {

  /// How long an act waits before it has to be asked for again.
  public static final Duration WAITS = Duration.ofDays(3);

  private final HeldActRows rows;
  private final ApprovalRequests requests;
  private final ObjectProvider<Approvals> approvals;
  private final Access access;
  private final Sealing sealing;
  private final HeldActTasks tasks;
  private final ApplicationEventPublisher events;

  HeldActs(
      HeldActRows rows,
      ApprovalRequests requests,
      ObjectProvider<Approvals> approvals,
      Access access,
      Sealing sealing,
      HeldActTasks tasks,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.requests = requests;
    this.approvals = approvals;
    this.access = access;
    this.sealing = sealing;
    this.tasks = tasks;
    this.events = events;
  }

  @Override
  @Transactional
  public Optional<WaitingAct> hold(WeightyAct act, Actor requester) {
    if (!isNeeded(requester)) {
      return Optional.empty();
    }
    refuseTwice(act);
    var id = ApprovalId.next();
    var person = new PersonId(Objects.requireNonNull(requester.person()));
    var excluded = new HashSet<>(act.concerned());
    excluded.add(person);
    var now = rows.now();
    approvals
        .getObject()
        .openHeld(
            new RequestApproval(
                id,
                hash(id, act.kind(), act.lines(), act.title(), act.reason(), person, act.payload()),
                act.subject(),
                act.title(),
                act.link(),
                act.reason(),
                act.scope(),
                requester,
                excluded,
                List.of(rule(act.role())),
                now.plus(WAITS)));
    rows.insert(
        id,
        act,
        sealing.seal(act.payload().getBytes(StandardCharsets.UTF_8), StoredAct.boundTo(id)),
        requester.via());
    var request = requests.find(id).orElseThrow();
    tasks.wake(id, WAITS.plusSeconds(1));
    events.publishEvent(
        moved(request, HeldState.WAITING, act.lines(), List.of(), act.reason(), requester));
    return waiting(act.subject()).stream()
        .filter(waiting -> waiting.id().equals(id.value()))
        .findFirst();
  }

  @Override
  public boolean isNeeded(Actor requester) {
    var portalItself = requester.via() == Via.SYSTEM && requester.person() == null;
    return !portalItself && access.hasHadTwoAdministrators();
  }

  @Override
  @Transactional(readOnly = true)
  public List<WaitingAct> waiting(Subject subject) {
    return waitingAbout(subject.kind()).stream()
        .filter(act -> act.subject().id().equals(subject.id()))
        .toList();
  }

  @Override
  @Transactional(readOnly = true)
  public List<WaitingAct> waitingAbout(String subjectKind) {
    return rows.waitingAbout(subjectKind);
  }

  /// Takes it back before it is done; only whoever asked can.
  @Transactional
  public void withdraw(ApprovalId id, Actor actor) {
    var act = rows.lock(id).orElseThrow(ApprovalNotFound::new);
    var request = requests.find(id).orElseThrow(ApprovalNotFound::new);
    if (request.requester() == null || !actor.is(request.requester().value())) {
      throw new DecisionRefused(
          ProblemType.NOT_ALLOWED,
          request.subject(),
          "Only "
              + request.requesterName()
              + ", who asked for this, can withdraw it. Reject it instead.");
    }
    if (act.state().isOver()) {
      throw new DecisionRefused(
          ProblemType.ALREADY_DECIDED,
          request.subject(),
          "This is over already: " + act.endedWhy());
    }
    var why = "Withdrawn by " + actor.name() + ".";
    rows.end(id, HeldState.WITHDRAWN, why);
    approvals.getObject().close(id, why);
    events.publishEvent(moved(request, HeldState.WITHDRAWN, act.lines(), List.of(), null, actor));
  }

  private void refuseTwice(WeightyAct act) {
    waiting(act.subject()).stream()
        .filter(waiting -> waiting.title().equals(act.title()))
        .findFirst()
        .ifPresent(waiting -> {
          throw new DomainFailure(
              ProblemType.CONFLICT,
              "%s asked for exactly this already, and it waits for a second person: %s. Withdraw that first, or wait for it."
                  .formatted(waiting.requester(), waiting.title()));
        });
  }

  private static ApprovalRule rule(Role role) {
    return role == Role.PLATFORM_ADMIN
        ? ApprovalRule.SECOND_ADMINISTRATOR
        : new ApprovalRule("Another " + role.words(), role, null, 1);
  }

  /// Keyed, so that nobody guesses a payload from it.
  String hash(
      ApprovalId id,
      String kind,
      List<WeightyAct.Line> lines,
      String title,
      String reason,
      PersonId requester,
      String payload) {
    var content = new StringBuilder("slipway-act/1");
    for (var part : List.of(id.value(), kind, title, reason, requester.value(), payload)) {
      // Each part with its length, or two contents could read the same.
      content.append('\n').append(part.toString().length()).append(':').append(part);
    }
    lines.forEach(line ->
        content
            .append('\n')
            .append(line.sign())
            .append(line.text().length())
            .append(':')
            .append(line.text()));
    return sealing.mac(content.toString().getBytes(StandardCharsets.UTF_8));
  }

  static HeldActMoved moved(
      StoredRequest request,
      HeldState state,
      List<WeightyAct.Line> lines,
      List<String> by,
      @Nullable String reason,
      Actor actor) {
    var requester = request.requester();
    return new HeldActMoved(
        request.id(),
        state,
        request.contentHash(),
        request.subject(),
        request.title(),
        lines,
        by,
        reason,
        requester == null || state == HeldState.WAITING || state == HeldState.WITHDRAWN
            ? Set.of()
            : Set.of(requester.value()),
        actor);
  }
}
