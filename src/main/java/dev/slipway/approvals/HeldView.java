package dev.slipway.approvals;

import dev.slipway.identity.spi.WeightyAct;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request holds back, as people see it.
///
/// @param lines the difference that it makes
/// @param endedWhy why it ended, or null while it waits
public record HeldView(HeldState state, List<WeightyAct.Line> lines, @Nullable String endedWhy) {}
