package dev.slipway.approvals;

import dev.slipway.kernel.Subject;
import java.util.Map;

/// A rejection counts: the request has ended.
///
/// @param by who rejected, by name
/// @param reason the words of the rejection
public record ApprovalRejected(
    ApprovalId id, String contentHash, Subject subject, String title, String by, String reason)
    implements ApprovalTurn {

  @Override
  public String action() {
    return "approval.rejected";
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("approval", id.value(), "title", title, "by", by);
  }
}
