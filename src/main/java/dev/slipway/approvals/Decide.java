package dev.slipway.approvals;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// A person's word on a request.
///
/// @param contentHash the hash that the person saw; another one than the request's is refused
/// @param comment optional for an approval, required for a rejection
public record Decide(ApprovalId id, String contentHash, boolean approve, String comment) {

  private static final int LONGEST = 2000;

  public Decide {
    comment = comment.strip();
    if (!approve && comment.isEmpty()) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "A rejection needs a reason. Write what must change, so that the requester can go on.");
    }
    if (comment.length() > LONGEST) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "The comment has " + comment.length() + " characters. Shorten it to " + LONGEST + ".");
    }
  }
}
