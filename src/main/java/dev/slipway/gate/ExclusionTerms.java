package dev.slipway.gate;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.RequestTerms;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What whoever agrees to an exclusion has to know.
@Component
class ExclusionTerms implements RequestTerms {

  private final ExclusionRows rows;

  ExclusionTerms(ExclusionRows rows) {
    this.rows = rows;
  }

  @Override
  public Map<ApprovalId, List<String>> of(Collection<ApprovalId> requests) {
    return requests.isEmpty()
        ? Map.of()
        : rows.of(requests).stream()
            .collect(Collectors.toMap(ExclusionRows.Row::request, ExclusionTerms::sentences));
  }

  private static List<String> sentences(ExclusionRows.Row row) {
    return List.of(
        "What was counted from %s to %s counts in no window of the objective, failures and all events alike."
            .formatted(GateWords.moment(row.from()), GateWords.moment(row.to())),
        "The gate may open by it. One person can take it back at any time.",
        "Cause: %s. Ticket %s.".formatted(row.cause().words(), row.ticket()));
  }
}
