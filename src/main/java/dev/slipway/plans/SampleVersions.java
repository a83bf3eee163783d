package dev.slipway.plans;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.spi.EarlierDeployments;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/// A version that a call for a change could name: what is not there now, but runs elsewhere or ran
/// there before. From what the portal knows; no registry is asked.
@Service
public class SampleVersions {

  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final LiveWorkloads live;
  private final EarlierDeployments earlier;

  SampleVersions(
      Services services,
      Environments environments,
      Placements placements,
      LiveWorkloads live,
      EarlierDeployments earlier) {
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.live = live;
    this.earlier = earlier;
  }

  /// The tag of such a version, or empty where none is known.
  public Optional<String> of(String service, String environment) {
    return services
        .bySlug(service)
        .flatMap(known ->
            environments
                .bySlug(environment)
                .flatMap(stage -> placements.at(known.id(), stage.id()))
                .flatMap(here -> of(known, here)));
  }

  /// An image of the service that runs now, with its digest where the cluster reports one.
  public Optional<String> running(String service) {
    return services.bySlug(service).stream()
        .flatMap(known -> placements.ofService(known.id()).stream())
        .flatMap(
            here -> live.state(here.workload()).flatMap(state -> container(state, here)).stream())
        .findFirst()
        .map(image ->
            image.runningDigest() == null
                ? image.image()
                : withoutDigest(image.image()) + "@" + image.runningDigest());
  }

  private Optional<String> of(ServiceView service, Placement here) {
    var now = live.state(here.workload());
    var running = now.flatMap(state -> image(state, here)).orElse("");
    var elsewhere =
        placements.ofService(service.id()).stream()
            .flatMap(there ->
                live.state(there.workload()).flatMap(state -> image(state, there)).stream())
            .filter(image -> repository(image).equals(repository(running)))
            .map(SampleVersions::tag);
    var before =
        earlier.of(here, now.map(WorkloadState::templateHash).orElse(null), null).stream()
            .filter(deployment -> !deployment.takenBack())
            .map(EarlierDeployments.Earlier::version);
    return Stream.concat(elsewhere, before)
        .filter(version -> !version.isEmpty() && !version.equals(tag(running)))
        .findFirst();
  }

  private static Optional<String> image(WorkloadState state, Placement placement) {
    return container(state, placement).map(ContainerImage::image);
  }

  private static Optional<ContainerImage> container(WorkloadState state, Placement placement) {
    return state.images().stream()
        .filter(image -> image.container().equals(placement.container()))
        .findFirst();
  }

  private static String repository(String image) {
    var name = withoutDigest(image);
    var tag = tag(image);
    return tag.isEmpty() ? name : name.substring(0, name.length() - tag.length() - 1);
  }

  private static String withoutDigest(String image) {
    var at = image.indexOf('@');
    return at < 0 ? image : image.substring(0, at);
  }

  private static String tag(String image) {
    var name = withoutDigest(image);
    var colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    return colon < 0 ? "" : name.substring(colon + 1);
  }
}
