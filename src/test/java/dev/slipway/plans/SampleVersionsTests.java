package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which version a sample call names.
class SampleVersionsTests {

  private final ServiceId service = ServiceId.next();
  private final Placement here = placement("here");
  private final Placement there = placement("there");
  private final LiveWorkloads live = mock();

  private Placement placement(String namespace) {
    return new Placement(
        PlacementId.next(),
        service,
        EnvironmentId.next(),
        new WorkloadRef(ClusterId.next(), namespace, WorkloadKind.DEPLOYMENT, "vote"),
        "vote");
  }

  private void runs(Placement placement, String image) {
    runs(placement, image, null);
  }

  private void runs(Placement placement, String image, @Nullable String digest) {
    WorkloadState state = mock();
    when(state.images()).thenReturn(List.of(new ContainerImage("vote", image, digest, false)));
    when(live.state(placement.workload())).thenReturn(Optional.of(state));
  }

  private Optional<String> sample() {
    return samples().of("vote", "production");
  }

  private SampleVersions samples() {
    ServiceView known = mock();
    when(known.id()).thenReturn(service);
    Services services = mock();
    when(services.bySlug("vote")).thenReturn(Optional.of(known));
    EnvironmentView stage = mock();
    when(stage.id()).thenReturn(here.environment());
    Environments environments = mock();
    when(environments.bySlug("production")).thenReturn(Optional.of(stage));
    Placements placements = mock();
    when(placements.at(any(), any())).thenReturn(Optional.of(here));
    when(placements.ofService(service)).thenReturn(List.of(here, there));
    return new SampleVersions(services, environments, placements, live, (_, _, _) -> List.of());
  }

  private static String pinned(String name, char digit) {
    return name + "@sha256:" + String.valueOf(digit).repeat(64);
  }

  @Test
  void whatRunsElsewhereIsNamedAlsoWhereBothArePinned() {
    runs(here, pinned("registry.test:5000/vote:1.0.0", 'a'));
    runs(there, pinned("registry.test:5000/vote:1.1.0", 'b'));
    assertThat(sample()).contains("1.1.0");

    runs(there, "registry.test:5000/vote:1.2.0");
    assertThat(sample()).contains("1.2.0");
  }

  @Test
  void whatIsProvenIsProvenOfTheImageThatRuns() {
    assertThat(samples().running("vote")).isEmpty();

    runs(there, "registry.test:5000/vote:1.1.0");
    assertThat(samples().running("vote")).contains("registry.test:5000/vote:1.1.0");

    runs(here, "registry.test:5000/vote:1.0.0", "sha256:" + "c".repeat(64));
    assertThat(samples().running("vote")).contains(pinned("registry.test:5000/vote:1.0.0", 'c'));
  }

  @Test
  void aVersionOfAnotherRepositoryIsNotNamed() {
    runs(here, pinned("registry.test:5000/vote:1.0.0", 'a'));
    runs(there, pinned("registry.test:5000/result:1.1.0", 'b'));
    assertThat(sample()).isEmpty();
  }
}
