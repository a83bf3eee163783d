package dev.slipway.approvals;

import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request as one person sees it in the inbox.
///
/// @param own whether this person asked for it
/// @param mine the decision of this person that is in force, if any
/// @param whyNot why this person cannot decide now, in words, or null if they can
/// @param undoable whether `mine` can still be taken back
/// @param terms what a decision brings about, in sentences
/// @param production whether whoever decides proves who they are
/// @param held what waits for a second person, or null where it is about a plan
/// @param endedWhy how it ended, if `close` said so
public record ApprovalItem(
    ApprovalId id,
    String contentHash,
    Subject subject,
    String title,
    String link,
    String reason,
    String requester,
    boolean production,
    Instant requestedAt,
    Instant expiresAt,
    @Nullable Instant endedAt,
    @Nullable String endedWhy,
    ApprovalStanding standing,
    boolean own,
    @Nullable DecisionView mine,
    boolean undoable,
    @Nullable String whyNot,
    Instant now,
    List<String> terms,
    @Nullable HeldView held) {

  public boolean canDecide() {
    return whyNot == null;
  }
}
