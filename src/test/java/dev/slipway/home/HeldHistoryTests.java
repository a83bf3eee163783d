package dev.slipway.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.slipway.clusters.PlacementId;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.Deployments;
import dev.slipway.deployments.VersionSince;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldHistoryTests {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final PlacementId placement = PlacementId.next();
  private final List<Set<PlacementId>> told = new ArrayList<>();
  private final Deployments deployments = mock();
  private final HeldHistory history =
      new HeldHistory(deployments, event -> told.add(((HistoryChanged) event).placements()));

  @Test
  void aSlowReadDoesNotTakeThePlaceOfANewerOne() {
    when(deployments.versions(anyCollection())).thenReturn(since("2.0", NOON));
    when(deployments.versions())
        .thenAnswer(_ -> {
          history.on(new PendingChanged(Set.of(placement)));
          return since("1.0", NOON.minusSeconds(60));
        });

    history.look();

    assertThat(history.since(placement, Version.of("shop/cart:2.0", null))).isEqualTo(NOON);
  }

  @Test
  void aDriftIsForgottenWhenWhatWasLeftRunsAgain() {
    DeploymentSummary left = mock();
    when(left.to()).thenReturn("1.0");
    when(deployments.drifts()).thenReturn(Map.of(placement, left));
    history.look();
    assertThat(history.left(placement)).isEqualTo("1.0");

    when(deployments.drifts()).thenReturn(Map.of());
    history.on(new CellsChanged(List.of(), true));
    history.look();
    assertThat(history.left(placement)).isEmpty();
    assertThat(told).containsExactly(Set.of(placement), Set.of(placement));
  }

  private Map<PlacementId, VersionSince> since(String version, Instant at) {
    return Map.of(placement, new VersionSince(version, at));
  }
}
