package dev.slipway.approvals;

import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import java.util.List;

/// Who may fill a seat, by the rights of this moment.
interface Eligibility {

  boolean fills(PersonId person, ApprovalRule rule, Scope scope);

  /// Everybody who could.
  List<PersonSummary> candidates(ApprovalRule rule, Scope scope);
}
