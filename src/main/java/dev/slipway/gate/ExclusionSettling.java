package dev.slipway.gate;

import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.Approvals;
import dev.slipway.kernel.Actor;
import dev.slipway.slo.Budgets;
import dev.slipway.slo.Objectives;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Carries out what was decided on exclusions that wait.
@Component
class ExclusionSettling {

  private final ExclusionRows rows;
  private final Objectives objectives;
  private final Budgets budgets;
  private final Approvals approvals;
  private final ApplicationEventPublisher events;

  ExclusionSettling(
      ExclusionRows rows,
      Objectives objectives,
      Budgets budgets,
      Approvals approvals,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.objectives = objectives;
    this.budgets = budgets;
    this.approvals = approvals;
    this.events = events;
  }

  /// Nothing happens where nobody has decided, or somebody settled it meanwhile.
  @Transactional
  public void settle(UUID id) {
    var row = rows.find(id).filter(one -> one.agreedAt() == null && one.endedAt() == null);
    if (row.isEmpty()) {
      return;
    }
    var known = row.get();
    var standing = approvals.recount(known.request(), List.of());
    switch (standing.state()) {
      case OPEN -> {}
      case MET -> {
        var by = deciders(standing, true);
        if (rows.agree(id, by)) {
          approvals.close(known.request(), "Agreed: the time does not count any more");
          budgets.countSoon(known.objective());
          tell(known, "agreed", by, known.reason());
        }
      }
      case REJECTED ->
          end(known, "refused", "Refused by " + String.join(" and ", deciders(standing, false)));
      case CLOSED -> end(known, "expired", "Nobody agreed in time");
    }
  }

  private void end(ExclusionRows.Row row, String move, String why) {
    if (rows.end(row.id(), null, why)) {
      tell(row, move, List.of(), why);
    }
  }

  private void tell(ExclusionRows.Row row, String move, List<String> by, String reason) {
    events.publishEvent(
        ExclusionMoved.of(
            row.id(),
            Exclusions.subject(objectives.byId(row.objective()).summary()),
            move,
            row,
            by,
            reason,
            Actor.SYSTEM));
  }

  private static List<String> deciders(ApprovalStanding standing, boolean approved) {
    return standing.decisions().stream()
        .filter(decision -> decision.counts() && decision.approved() == approved)
        .map(decision -> decision.personName())
        .toList();
  }
}
