package dev.slipway.deployments;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeFacts.Replaced;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The facts of a change that policies judge, gathered before any transaction.
record Facts(
    ChangeKind kind,
    Stage stage,
    Placement placement,
    LiveObject live,
    @Nullable WorkloadState state) {

  private static final Set<RolloutVerdict> SETTLED =
      Set.of(RolloutVerdict.COMPLETE, RolloutVerdict.SCALED_TO_ZERO);

  /// Other images for the template.
  ProposedChange rollout(
      List<String> images,
      List<String> unpinned,
      List<String> missing,
      List<String> repositories,
      List<Replaced> replaced,
      @Nullable String quotaShort) {
    var change = template(images, unpinned, missing, repositories, Way.FORWARD, quotaShort);
    return change(change.facts().replacing(replaced));
  }

  /// What new images take the place of.
  ///
  /// @param images by container
  List<Replaced> replaced(PodTemplate before, Map<String, String> images) {
    return images.entrySet().stream()
        .map(one ->
            new Replaced(
                before.container(one.getKey()).map(this::running).orElse(null), one.getValue()))
        .distinct()
        .toList();
  }

  /// The digest that the template pins, else the one that its pods are seen to run; null while it
  /// is not rolled out whole, because users run something else then.
  private @Nullable String running(PodTemplate.Container container) {
    if (state == null
        || !state.templateHash().equals(live.templateHash())
        || !SETTLED.contains(state.rollout())) {
      return null;
    }
    var at = container.image().indexOf("@sha256:");
    return at >= 0
        ? container.image().substring(at + 1)
        : state.images().stream()
            .filter(image -> image.container().equals(container.name()))
            .findFirst()
            .map(ContainerImage::runningDigest)
            .orElse(null);
  }

  /// A template that ran here before.
  ///
  /// @param unasked its images, of which no registry has told anything yet
  ProposedChange rollback(
      List<String> images,
      ToldImages unasked,
      List<String> repositories,
      Way way,
      @Nullable String quotaShort) {
    var unpinned = images.stream().filter(image -> !image.contains("@sha256:")).toList();
    var change = template(images, unpinned, unasked.gone(), repositories, way, quotaShort);
    return change(change.facts().withTold(unasked.gone(), unasked.untold()));
  }

  /// Any other change of the template.
  ProposedChange template(@Nullable String quotaShort) {
    return template(List.of(), List.of(), List.of(), List.of(), Way.FORWARD, quotaShort);
  }

  private ProposedChange template(
      List<String> images,
      List<String> unpinned,
      List<String> missing,
      List<String> repositories,
      Way way,
      @Nullable String quotaShort) {
    return change(
        new ChangeFacts(
            kind,
            placement.id().value(),
            way,
            images,
            unpinned,
            missing,
            repositories,
            owners(),
            strategy(),
            selfHealing(),
            autoscaler(),
            null,
            false,
            quotaShort));
  }

  /// A new count, or new bounds of the autoscaler.
  ///
  /// @param now the autoscaler as it was just read
  ProposedChange scale(
      @Nullable Autoscaler now,
      @Nullable Integer replicas,
      boolean bounds,
      List<String> cautions,
      @Nullable String quotaShort) {
    return change(
        new ChangeFacts(
            kind,
            placement.id().value(),
            Way.FORWARD,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            owners(),
            cautions,
            selfHealing(),
            now == null ? null : now.name(),
            replicas,
            bounds,
            quotaShort));
  }

  /// Other requests and limits.
  ProposedChange resources(
      List<String> cautions, @Nullable String quotaShort, @Nullable String outOfRange) {
    var all = new ArrayList<>(strategy());
    all.addAll(cautions);
    return change(
        new ChangeFacts(
            kind,
            placement.id().value(),
            Way.FORWARD,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            owners(),
            all,
            selfHealing(),
            autoscaler(),
            null,
            false,
            quotaShort,
            null,
            outOfRange,
            List.of(),
            null));
  }

  /// An autoscaler that comes or goes.
  ///
  /// @param now the autoscaler as it was just read
  ProposedChange autoscaler(
      @Nullable Autoscaler now,
      ChangeFacts.Beside beside,
      List<String> cautions,
      @Nullable String quotaShort) {
    return change(
        new ChangeFacts(
            kind,
            placement.id().value(),
            Way.FORWARD,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            owners(),
            cautions,
            selfHealing(),
            now == null ? null : now.name(),
            null,
            true,
            quotaShort,
            beside,
            null,
            List.of(),
            null));
  }

  /// How an application is synced. It reverts its workloads, not this.
  ProposedChange sync(ChangeFacts.Beside application, List<String> cautions) {
    return change(
        new ChangeFacts(
            kind,
            placement.id().value(),
            Way.FORWARD,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            cautions,
            null,
            null,
            null,
            false,
            null,
            application,
            null,
            List.of(),
            null));
  }

  private ProposedChange change(ChangeFacts facts) {
    return new ProposedChange(stage.service(), stage.environment(), facts);
  }

  /// Nothing may be rolled back to by itself unless it was seen to be well.
  boolean baseUnhealthy() {
    return state == null
        || (state.health() != Health.HEALTHY && state.health() != Health.SUSPENDED);
  }

  /// What a new template means for a workload whose pods are not replaced one by one.
  private List<String> strategy() {
    if ("Recreate".equals(live.spec().path("strategy").path("type").asString(""))) {
      return List.of(
          "Its strategy is Recreate: every old pod ends before the first new one starts, so it is"
              + " down meanwhile.");
    }
    return "OnDelete".equals(live.spec().path("updateStrategy").path("type").asString(""))
        ? List.of("Its strategy is OnDelete: pods change only as people delete them.")
        : List.of();
  }

  private List<String> owners() {
    var sentences = new ArrayList<String>();
    if (state != null) {
      for (var owner : state.owners()) {
        if (owner.kind() != Owner.Kind.HPA && owner.kind() != Owner.Kind.KEDA) {
          sentences.add(sentence(owner));
        }
      }
    }
    return sentences;
  }

  private static String sentence(Owner owner) {
    var who =
        switch (owner.kind()) {
          case ARGO_CD -> "Argo CD application " + owner.name();
          case FLUX -> "Flux " + owner.name();
          case HELM -> "Helm release " + owner.name();
          case OPERATOR -> "Operator " + owner.name();
          case HPA, KEDA -> "Autoscaler " + owner.name();
        };
    if (owner.selfHealing()) {
      return who + " heals by itself and will revert this change within minutes.";
    }
    var sync = owner.sync();
    if (sync != null && sync.isPaused()) {
      return who
          + " is paused: nothing is reverted until it is resumed, then whatever its source does not"
          + " say is.";
    }
    return switch (owner.kind()) {
      case HELM -> who + " will bring its own version back with the next upgrade.";
      case OPERATOR -> who + " owns this object and may write it again at any time.";
      default -> who + " will show this as out of sync and revert it with its next sync.";
    };
  }

  private @Nullable String selfHealing() {
    return state == null
        ? null
        : state.owners().stream()
            .filter(owner -> owner.selfHealing() && owner.kind() != Owner.Kind.HPA)
            .map(Owner::name)
            .findFirst()
            .orElse(null);
  }

  private @Nullable String autoscaler() {
    var autoscaler = state == null ? null : state.autoscaler();
    return autoscaler == null ? null : autoscaler.name();
  }
}
