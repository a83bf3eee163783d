package dev.slipway.approvals;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;

/// Where a request stands now, as the portal found it when it counted: nobody's act, always about
/// one content.
interface ApprovalTurn extends PortalEvent {

  String contentHash();

  @Override
  default Actor actor() {
    return Actor.SYSTEM;
  }

  @Override
  default String planHash() {
    return contentHash();
  }
}
