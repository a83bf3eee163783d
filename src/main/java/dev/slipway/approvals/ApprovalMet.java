package dev.slipway.approvals;

import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.Map;

/// Every seat of every rule is filled by decisions that count.
///
/// @param by names of those whose approval counts
public record ApprovalMet(
    ApprovalId id, String contentHash, Subject subject, String title, List<String> by)
    implements ApprovalTurn {

  @Override
  public String action() {
    return "approval.met";
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("approval", id.value(), "title", title, "by", by);
  }
}
