package dev.slipway.approvals;

import org.jspecify.annotations.Nullable;

/// What one check says of a request, for whoever decides from a list.
///
/// @param blocks whether nothing starts while it stands; a condition was accepted otherwise
/// @param reason why the check speaks up
/// @param next the way out of a block, or the condition
/// @param acceptedBy who accepted the condition, or null where nobody did
public record RequestCheck(
    boolean blocks, String reason, String next, @Nullable String acceptedBy) {

  public String words() {
    if (blocks) {
      // A reason that a person typed need not end like a sentence.
      return reason + (reason.endsWith(".") ? " " : ". ") + next;
    }
    return reason
        + (acceptedBy == null
            ? " Nobody has accepted it."
            : " " + acceptedBy + " accepted: " + next);
  }
}
