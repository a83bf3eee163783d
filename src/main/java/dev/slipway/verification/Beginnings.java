package dev.slipway.verification;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.plans.OperationMoved;
import dev.slipway.plans.OperationState;
import dev.slipway.plans.OperationView;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.slo.ObjectiveCounts;
import dev.slipway.slo.ObjectiveCounts.Countable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Begins to verify a rollout in the very transaction in which it succeeds, so that none is
/// forgotten by a portal that dies then. A rollback is not verified: nothing would follow from it.
@Component
class Beginnings {

  private final VerificationRows rows;
  private final SampleRows samples;
  private final SettingRows settings;
  private final ObjectiveCounts objectives;
  private final LiveWorkloads workloads;
  private final Services services;
  private final Environments environments;
  private final Tellings tellings;
  private final VerificationProperties properties;

  Beginnings(
      VerificationRows rows,
      SampleRows samples,
      SettingRows settings,
      ObjectiveCounts objectives,
      LiveWorkloads workloads,
      Services services,
      Environments environments,
      Tellings tellings,
      VerificationProperties properties) {
    this.rows = rows;
    this.samples = samples;
    this.settings = settings;
    this.objectives = objectives;
    this.workloads = workloads;
    this.services = services;
    this.environments = environments;
    this.tellings = tellings;
    this.properties = properties;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void moved(OperationMoved event) {
    var operation = event.now();
    if (operation.state() != OperationState.SUCCEEDED || operation.kind() != ChangeKind.ROLLOUT) {
      return;
    }
    var service = find(operation.subject().service(), services::bySlug);
    var environment = find(operation.subject().environment(), environments::bySlug);
    if (service == null || environment == null) {
      return;
    }
    var setting = settings.of(service.id(), environment.id());
    if (setting.isOn(environment.environmentClass())) {
      begin(operation, service, environment, setting);
    }
  }

  private void begin(
      OperationView operation,
      ServiceView service,
      EnvironmentView environment,
      VerificationSetting setting) {
    var by = objectives.countable(service.id(), environment.id());
    var settled = Objects.requireNonNullElse(operation.endedAt(), operation.queuedAt());
    var pods = workloads.state(operation.workload()).flatMap(NewPods::of).orElse(null);
    var id = operation.id().value();
    var begun =
        new VerificationRows.Begun(
            id,
            operation.placement(),
            service.id().value(),
            environment.id().value(),
            operation.subject(),
            by.isEmpty() ? VerificationState.SKIPPED : VerificationState.RUNNING,
            by.isEmpty() ? nothingToCompare(service, environment) : "",
            started(operation),
            settled,
            pods,
            properties.samples(),
            setting.automatic(),
            properties.delay());
    if (rows.begin(begun) && !by.isEmpty()) {
      by.forEach(objective -> samples.add(id, objective));
      tellings.began(id, operation.subject(), words(by));
    }
  }

  private String words(List<Countable> by) {
    return "Verifies it by %s: %d samples."
        .formatted(
            String.join(", ", by.stream().map(Countable::name).toList()), properties.samples());
  }

  private static String nothingToCompare(ServiceView service, EnvironmentView environment) {
    return "No active objective counts events of %s in %s, so there is nothing to verify by."
        .formatted(service.name(), environment.name());
  }

  private static Instant started(OperationView operation) {
    return Objects.requireNonNullElse(operation.startedAt(), operation.queuedAt());
  }

  private static <T> @Nullable T find(@Nullable String slug, Function<String, Optional<T>> in) {
    return slug == null ? null : in.apply(slug).orElse(null);
  }
}
