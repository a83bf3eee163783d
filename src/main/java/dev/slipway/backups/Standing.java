package dev.slipway.backups;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How it stands with a source at one moment.
///
/// @param reason of the state, in a sentence or two, with what to do
/// @param lastGood when the last good backup began: what is in it is as of then
/// @param age of that one
/// @param rpo how old it may become
/// @param rpoDeclared whether somebody said so; else it is a day, or the schedule's own interval
/// @param lastDue the newest moment at which a run was due and should be over
/// @param nextDue null where nothing is scheduled
/// @param cautions what else to know
public record Standing(
    BackupState state,
    String reason,
    @Nullable Instant lastGood,
    @Nullable Duration age,
    Duration rpo,
    boolean rpoDeclared,
    @Nullable Instant lastDue,
    @Nullable Instant nextDue,
    List<String> cautions) {

  public Standing {
    cautions = List.copyOf(cautions);
  }
}
