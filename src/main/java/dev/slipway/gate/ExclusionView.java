package dev.slipway.gate;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stretch of time that is not to count against an objective, as it stands now.
///
/// @param from its first instant, on the hour
/// @param to the first instant after it, on the hour
/// @param approval path of the request, while it waits for the other person
/// @param agreedAt since when it is not counted; null while nobody has agreed
/// @param agreedBy their names
/// @param endedAt when it was taken back, refused or forgotten; null where none of it
/// @param endedBy who took it back; null where nobody did
/// @param endReason why; null while it has not ended
public record ExclusionView(
    UUID id,
    UUID objective,
    Instant from,
    Instant to,
    ExclusionCause cause,
    String reason,
    String ticket,
    String requester,
    Instant madeAt,
    String approval,
    @Nullable Instant agreedAt,
    List<String> agreedBy,
    @Nullable Instant endedAt,
    @Nullable String endedBy,
    @Nullable String endReason) {

  /// Whether its time is left out now.
  public boolean isInForce() {
    return agreedAt != null && endedAt == null;
  }

  /// Whether it waits for the other person.
  public boolean isOpen() {
    return agreedAt == null && endedAt == null;
  }
}
