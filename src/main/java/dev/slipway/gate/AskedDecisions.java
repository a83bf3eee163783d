package dev.slipway.gate;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import dev.slipway.plans.GateOutcome;
import dev.slipway.plans.spi.AnswerKeeper;
import dev.slipway.slo.BudgetStanding;
import dev.slipway.slo.BudgetState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Keeps what pipelines were told, and says when to ask again.
@Component
class AskedDecisions implements AnswerKeeper {

  /// The shorter window of the most urgent pair: no earlier does it stop to fire.
  private static final Duration FAST_BURN = Duration.ofMinutes(5);

  /// Objectives are counted about once a minute.
  private static final Duration UNKNOWN = Duration.ofMinutes(1);

  private final DecisionRows rows;
  private final ErrorBudgetPolicy policy;
  private final Standings standings;
  private final Evidences evidences;
  private final DryRuns runs;
  private final GateWords words;
  private final ApplicationEventPublisher events;

  AskedDecisions(
      DecisionRows rows,
      ErrorBudgetPolicy policy,
      Standings standings,
      Evidences evidences,
      DryRuns runs,
      GateWords words,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.policy = policy;
    this.standings = standings;
    this.evidences = evidences;
    this.runs = runs;
    this.words = words;
    this.events = events;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Kept keep(Asked asked, Actor asker) {
    var change = asked.change();
    var service = change.service();
    var environment = change.environment();
    var standing = standings.of(service.id(), environment.id());
    var judged = policy.judged(change, standing).orElse(null);
    var decision =
        NewDecision.of(
            asked,
            asker,
            judged,
            judged == null ? policy.judgedClass(change) : judged.judgedClass(),
            runs.mode(service, environment),
            standing);
    var kept = rows.insert(decision, evidences.of(standing));
    events.publishEvent(
        new GateAsked(
            kept.id(),
            Subject.of("gate-decision", kept.id(), asked.sentence())
                .in(service.slug(), environment.slug()),
            decision.outcome(),
            decision.judgedClass().changeClass().slug(),
            asked.job(),
            decision.reason(),
            asker));
    return new Kept(kept.id(), kept.at(), again(asked, judged, standing, kept.at()));
  }

  /// Waiting helps where the budget alone holds a change, and something is known to pass.
  private @Nullable Instant again(
      Asked asked, @Nullable Judged judged, BudgetStanding standing, Instant now) {
    var state = standing.state();
    if (judged == null || state == null || !judged.isHeld() || !isAllThatHolds(asked)) {
      return null;
    }
    if (state == BudgetState.UNKNOWN) {
      return now.plus(UNKNOWN);
    }
    return GateCell.of(judged.judgedClass().changeClass(), state, false) == GateCell.BLOCK
        ? words.reopens(standing).filter(now::isBefore).orElse(null)
        : now.plus(FAST_BURN);
  }

  /// Whether it would go if the budget let it.
  private static boolean isAllThatHolds(Asked asked) {
    var others =
        asked.verdicts().stream()
            .filter(verdict -> !verdict.policy().equals(ErrorBudgetPolicy.NAME))
            .toList();
    return asked.outcome() == GateOutcome.BLOCK
        && GateOutcome.of(others, asked.acknowledged()) != GateOutcome.BLOCK;
  }
}
