package dev.slipway.home;

import dev.slipway.clusters.PlacementId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// What workloads are configured with, as one hash for each. Only the clusters know it, and they
/// are asked after a comparison is shown, for its rows; what they said counts for a minute, so that
/// counts and filters know it too.
@Component
public class HeldConfigurations {

  private static final Duration COUNTS = Duration.ofMinutes(1);

  private final Map<PlacementId, Read> reads = new ConcurrentHashMap<>();
  private final Clock clock;

  HeldConfigurations(Clock clock) {
    this.clock = clock;
  }

  public void keep(Map<PlacementId, String> hashes) {
    var now = clock.instant();
    reads.values().removeIf(read -> read.isOld(now));
    hashes.forEach((placement, hash) -> reads.put(placement, new Read(hash, now)));
  }

  Optional<String> of(PlacementId placement) {
    return Optional.ofNullable(reads.get(placement))
        .filter(read -> !read.isOld(clock.instant()))
        .map(Read::hash);
  }

  private record Read(String hash, Instant at) {

    boolean isOld(Instant now) {
      return at.plus(COUNTS).isBefore(now);
    }
  }
}
