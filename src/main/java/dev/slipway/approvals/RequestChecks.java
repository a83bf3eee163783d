package dev.slipway.approvals;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What stands in the way of a request, or was accepted with it: told by whoever asks for
/// approvals. Apart from its terms, because only what is shown needs it, and the count of what
/// waits does not.
public interface RequestChecks {

  /// Of one request, by every check there is; blocks first.
  List<RequestCheck> of(ApprovalId request);

  /// For a list: conditions, and blocks that come and go. Requests without any may be left out.
  Map<ApprovalId, List<RequestCheck>> of(Collection<ApprovalId> requests);
}
