package dev.slipway.approvals;

import dev.slipway.kernel.Subject;
import java.util.Map;

/// Nothing is left to decide: withdrawn, superseded, expired, revoked or used.
public record ApprovalClosed(ApprovalId id, String contentHash, Subject subject, String reason)
    implements ApprovalTurn {

  @Override
  public String action() {
    return "approval.closed";
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("approval", id.value());
  }
}
