package dev.slipway.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.slipway.clusters.PlacementId;
import dev.slipway.deployments.Deployments;
import dev.slipway.deployments.VersionSince;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VersionAgesTests {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final PlacementId placement = PlacementId.next();
  private final Deployments deployments = mock();
  private final VersionAges ages = new VersionAges(deployments, _ -> {});

  @Test
  void aSlowReadDoesNotTakeThePlaceOfANewerOne() {
    when(deployments.versions(anyCollection())).thenReturn(since("2.0", NOON));
    when(deployments.versions())
        .thenAnswer(_ -> {
          ages.on(new PendingChanged(Set.of(placement)));
          return since("1.0", NOON.minusSeconds(60));
        });

    ages.look();

    assertThat(ages.since(placement, Version.of("shop/cart:2.0", null))).isEqualTo(NOON);
  }

  private Map<PlacementId, VersionSince> since(String version, Instant at) {
    return Map.of(placement, new VersionSince(version, at));
  }
}
