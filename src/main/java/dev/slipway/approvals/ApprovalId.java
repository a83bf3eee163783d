package dev.slipway.approvals;

import dev.slipway.kernel.UuidV7;
import java.util.UUID;

/// A request for approval.
public record ApprovalId(UUID value) {

  public static ApprovalId next() {
    return new ApprovalId(UuidV7.next());
  }
}
