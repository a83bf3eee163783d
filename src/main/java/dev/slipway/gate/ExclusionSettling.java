package dev.slipway.gate;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.Approvals;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.slo.Budgets;
import dev.slipway.slo.Objectives;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Carries out what was decided on exclusions that wait, by the rights that everybody has then:
/// whoever asked is one of the two.
@Component
class ExclusionSettling {

  private final ExclusionRows rows;
  private final Objectives objectives;
  private final Budgets budgets;
  private final Approvals approvals;
  private final Access access;
  private final ApplicationEventPublisher events;

  ExclusionSettling(
      ExclusionRows rows,
      Objectives objectives,
      Budgets budgets,
      Approvals approvals,
      Access access,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.objectives = objectives;
    this.budgets = budgets;
    this.approvals = approvals;
    this.access = access;
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
    var scope = Exclusions.scope(objectives.byId(known.objective()).summary());
    var may = access.personMay(known.asker(), Permission.GATE_OVERRIDE, scope);
    // An owner of the environment who asked and is none any more leaves that seat to another.
    var rulesNow = may ? Exclusions.rules(access, known.asker(), scope) : List.<ApprovalRule>of();
    var standing = approvals.recount(known.request(), rulesNow);
    switch (standing.state()) {
      case OPEN -> {}
      case MET -> {
        if (!may) {
          refuse(known);
          return;
        }
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

  private void refuse(ExclusionRows.Row row) {
    var why =
        "%s, who asked for it, has no longer the right to. Somebody who has it can ask again"
            .formatted(row.requester());
    approvals.close(row.request(), why + ".");
    end(row, "voided", why);
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
