package dev.slipway.approvals;

import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.kernel.Via;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A held act as it stands in the database.
///
/// @param payload sealed for {@link #boundTo}; null once the act is over
@SuppressWarnings("ArrayRecordComponent") // Read once, compared by nobody.
record StoredAct(
    ApprovalId request,
    String kind,
    List<WeightyAct.Line> lines,
    byte @Nullable [] payload,
    Via requesterVia,
    HeldState state,
    @Nullable String endedWhy) {

  static String boundTo(ApprovalId request) {
    return "held_act:" + request.value() + ":payload";
  }

  HeldView view() {
    return new HeldView(state, lines, endedWhy);
  }
}
