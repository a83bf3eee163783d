package dev.slipway.approvals;

import dev.slipway.kernel.Subject;
import java.util.Map;

/// A request that was met is not met any more: a right was lost, or the rules became stricter.
public record ApprovalLost(ApprovalId id, String contentHash, Subject subject, String title)
    implements ApprovalTurn {

  @Override
  public String action() {
    return "approval.lost";
  }

  @Override
  public String reason() {
    return "A counted decision no longer counts, or the rules became stricter";
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("approval", id.value(), "title", title);
  }
}
