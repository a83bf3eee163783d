package dev.slipway.approvals;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What a decision brings about beyond the title of its request, in sentences: told by whoever asks
/// for approvals, because requests know nothing of what they are about.
public interface RequestTerms {

  Map<ApprovalId, List<String>> of(Collection<ApprovalId> requests);
}
