package dev.slipway.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What came beside the body to the address of a webhook, from whomever; nothing of it is believed
/// yet.
///
/// @param hook the last part of the address
/// @param id header `webhook-id`
/// @param timestamp header `webhook-timestamp`, seconds
/// @param signature header `webhook-signature`
public record Delivery(
    String hook,
    @Nullable String id,
    @Nullable String timestamp,
    @Nullable String signature,
    @Nullable String address,
    @Nullable String requestId) {

  private static final Duration MOST_OFF = Duration.ofMinutes(5);

  /// Without a full stop, which parts it from the timestamp where it is signed.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  /// Whether there is something that could be signed at all.
  boolean isFormed() {
    return id != null
        && timestamp != null
        && signature != null
        && ID.matcher(id).matches()
        && SECONDS.matcher(timestamp).matches();
  }

  /// Whether its time is within five minutes of now, either way.
  boolean isTimely(Instant now) {
    return timestamp != null
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs()
                .compareTo(MOST_OFF)
            <= 0;
  }
}
