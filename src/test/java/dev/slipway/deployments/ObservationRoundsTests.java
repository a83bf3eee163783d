package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterLease;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.FreshnessChanged;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When a change counts as seen late.
class ObservationRoundsTests {

  private final Placement placement = DeploymentMother.placement(WorkloadKind.DEPLOYMENT);
  private final Placements placements = mock();
  private final LiveWorkloads workloads = mock();
  private final ClusterGateway gateway = mock();
  private final SeenWorkloads seen = mock();
  private final RecordedTemplates templates = mock();
  private final ObservedChanges changes = mock();
  private final List<Boolean> late = new ArrayList<>();
  private ObservationRounds rounds;

  @BeforeEach
  void build() {
    when(placements.all()).thenReturn(List.of(placement));
    when(placements.byId(placement.id())).thenReturn(Optional.of(placement));
    when(seen.find(any(), org.mockito.ArgumentMatchers.anyBoolean())).thenReturn(Optional.empty());
    when(templates.key(anyString())).thenAnswer(call -> call.getArgument(0));
    when(gateway.configMapHashes(any(), any())).thenReturn(Map.of());
    when(gateway.revisions(any())).thenReturn(List.of());
    org.mockito.Mockito.doAnswer(call -> late.add(call.<Observation>getArgument(0).late()))
        .when(changes)
        .note(any());
    signal(Freshness.State.LIVE);
    rounds =
        new ObservationRounds(
            placements,
            workloads,
            mock(ClusterLease.class),
            gateway,
            mock(Stages.class),
            seen,
            changes,
            templates);
  }

  @Test
  void theFirstLookIsLateAndTheNextIsNot() {
    look("1.0.0");
    look("1.0.1");

    assertThat(late).containsExactly(true, false);
  }

  @Test
  void whatHappenedWithoutSignalIsLate() {
    look("1.0.0");
    signal(Freshness.State.LOST);
    signal(Freshness.State.LIVE);
    look("1.0.1");
    look("1.0.2");

    assertThat(late).containsExactly(true, true, false);
  }

  private void signal(Freshness.State state) {
    var freshness = new Freshness(state, Instant.now(), null);
    when(workloads.freshnessOf(any())).thenReturn(freshness);
    if (rounds != null) {
      rounds.changed(new FreshnessChanged(placement.workload().cluster(), freshness));
    }
  }

  private void look(String version) {
    var live =
        DeploymentMother.live(
            WorkloadKind.DEPLOYMENT, DeploymentMother.deploymentSpec(HistoryMother.image(version)));
    when(gateway.read(any())).thenReturn(Optional.of(live));
    when(workloads.state(any())).thenReturn(Optional.of(DeploymentMother.state(live).build()));
    rounds.look(placement);
  }
}
