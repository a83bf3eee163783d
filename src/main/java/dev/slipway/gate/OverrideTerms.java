package dev.slipway.gate;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.RequestTerms;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What whoever agrees to an override has to know: how far the budget is used, and that nothing
/// else of the plan is decided by it.
@Component
class OverrideTerms implements RequestTerms {

  private final OverrideRows rows;

  OverrideTerms(OverrideRows rows) {
    this.rows = rows;
  }

  @Override
  public Map<ApprovalId, List<String>> of(Collection<ApprovalId> requests) {
    return requests.isEmpty()
        ? Map.of()
        : rows.of(requests).stream()
            .collect(Collectors.toMap(OverrideRows.Row::request, OverrideTerms::sentences));
  }

  private static List<String> sentences(OverrideRows.Row row) {
    return List.of(
        row.budget(),
        "Lets exactly this plan through, once, until the request expires. The approvals that the"
            + " plan itself needs are asked for besides.",
        "Ticket " + row.ticket() + ".");
  }
}
