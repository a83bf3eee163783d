package dev.slipway.plans.web;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.WantedAutoscaler;
import dev.slipway.plans.WantedResources;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Body of `POST /api/v1/plans`. What a change is (its digests and base) is worked out, not taken
/// from here; `changeClass` is what the caller calls it.
///
/// @param image the image of one container; without `container`, that of the service and of every
///   other that runs the same image now, such as its migration
/// @param images images of several containers, init containers too; instead of `image`
/// @param targetCpuUtilization of a new autoscaler, in percent of what is requested
/// @param resources for a change of resources; `container` may be left out for that of the service
/// @param acknowledged policies whose condition the caller accepts
/// @param backup for a change of a backup: which one
record PlanRequest(
    @Nullable String service,
    @Nullable String environment,
    @Nullable String kind,
    @Nullable String image,
    @Nullable String container,
    @Nullable List<ImageItem> images,
    @Nullable Integer replicas,
    @Nullable Integer expectedReplicas,
    @Nullable Integer minReplicas,
    @Nullable Integer maxReplicas,
    @Nullable Integer targetCpuUtilization,
    @Nullable Boolean removeAutoscaler,
    @Nullable Resources resources,
    @Nullable UUID toDeployment,
    @Nullable String reason,
    @Nullable String changeClass,
    @Nullable String ticket,
    @Nullable Boolean startWhenApproved,
    @Nullable Boolean submit,
    @Nullable Set<String> acknowledged,
    @Nullable Backup backup) {

  private static final int MOST_CONDITIONS = 20;
  private static final int LONGEST_CONDITION = 60;

  /// The image that a container is to run.
  record ImageItem(@Nullable String container, @Nullable String image) {}

  /// Requests and limits, as in a container of Kubernetes. What is left out stays, `none` goes.
  record Resources(@Nullable Amounts requests, @Nullable Amounts limits) {

    private WantedResources wanted(@Nullable String container) {
      return new WantedResources(
          container == null ? "" : container.strip(),
          requests == null ? null : requests.cpu(),
          limits == null ? null : limits.cpu(),
          requests == null ? null : requests.memory(),
          limits == null ? null : limits.memory());
    }
  }

  /// A source of backups, and for a restore which copy of it goes where.
  record Backup(
      @Nullable UUID source,
      @Nullable String run,
      @Nullable String from,
      @Nullable String into,
      @Nullable String confirmed) {

    private ProposeChange.OfBackup wanted() {
      if (source == null) {
        throw new DomainFailure(ProblemType.INVALID_REQUEST, "backup.source is missing.");
      }
      return new ProposeChange.OfBackup(source, run, from, into, confirmed);
    }
  }

  /// Such as `500m` and `1Gi`.
  record Amounts(@Nullable String cpu, @Nullable String memory) {}

  ProposeChange wish() {
    var change = kindOf(kind);
    var sizes = change == ChangeKind.RESOURCES;
    if (resources != null && !sizes) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST, "resources belongs to a plan of kind resources only.");
    }
    return new ProposeChange(
        change,
        required(service, "service"),
        required(environment, "environment"),
        sizes ? Map.of() : wantedImages(),
        replicas,
        expectedReplicas,
        minReplicas,
        maxReplicas,
        new WantedAutoscaler(targetCpuUtilization, Boolean.TRUE.equals(removeAutoscaler)),
        sizes && resources != null ? resources.wanted(container) : null,
        toDeployment,
        required(reason, "reason"),
        ticket == null || ticket.isBlank() ? null : ticket.strip(),
        Boolean.TRUE.equals(startWhenApproved),
        conditions(),
        null,
        named(),
        backup == null ? null : backup.wanted());
  }

  private @Nullable ChangeClass named() {
    if (changeClass == null || changeClass.isBlank()) {
      return null;
    }
    return ChangeClass.ofSlug(changeClass.strip().toLowerCase(Locale.ROOT))
        .filter(ChangeClass::isDeclared)
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.INVALID_REQUEST,
                "changeClass must be one of %s; a rollback is told by the portal itself."
                    .formatted(
                        Arrays.stream(ChangeClass.values())
                            .filter(ChangeClass::isDeclared)
                            .map(ChangeClass::slug)
                            .collect(Collectors.joining(", ")))));
  }

  private Set<String> conditions() {
    var names = acknowledged == null ? Set.<String>of() : acknowledged;
    if (names.size() > MOST_CONDITIONS
        || names.stream().anyMatch(name -> name == null || name.length() > LONGEST_CONDITION)) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "acknowledged takes up to %d names of policies, such as \"pinned-image\"."
              .formatted(MOST_CONDITIONS));
    }
    return names;
  }

  private Map<String, String> wantedImages() {
    if (images == null || images.isEmpty()) {
      return new ContainerImages().add(container, image).all();
    }
    if (image != null || container != null) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "Give either image (with container) or images, not both: which one would hold?");
    }
    var wanted = new ContainerImages();
    for (var item : images) {
      wanted.add(
          required(item.container(), "images[].container"),
          required(item.image(), "images[].image"));
    }
    return wanted.all();
  }

  static ChangeKind kindOf(@Nullable String word) {
    for (var kind : ChangeKind.values()) {
      if (word != null && kind.slug().equals(word.strip().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new DomainFailure(
        ProblemType.INVALID_REQUEST,
        "kind must be one of %s."
            .formatted(
                Arrays.stream(ChangeKind.values())
                    .map(ChangeKind::slug)
                    .collect(Collectors.joining(", "))));
  }

  private static String required(@Nullable String value, String name) {
    if (value == null || value.isBlank()) {
      throw new DomainFailure(ProblemType.INVALID_REQUEST, name + " is missing.");
    }
    return value.strip();
  }
}
