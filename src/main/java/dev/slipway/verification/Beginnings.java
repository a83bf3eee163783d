package dev.slipway.verification;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.kernel.Plural;
import dev.slipway.plans.OperationMoved;
import dev.slipway.plans.OperationState;
import dev.slipway.plans.OperationView;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.slo.ObjectiveCounts;
import dev.slipway.slo.ObjectiveCounts.Countable;
import java.time.Instant;
import java.util.ArrayList;
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
  private final SmokeRows smoke;
  private final SmokeCheckRows checks;
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
      SmokeRows smoke,
      SmokeCheckRows checks,
      SettingRows settings,
      ObjectiveCounts objectives,
      LiveWorkloads workloads,
      Services services,
      Environments environments,
      Tellings tellings,
      VerificationProperties properties) {
    this.rows = rows;
    this.samples = samples;
    this.smoke = smoke;
    this.checks = checks;
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
    var tests = setting.isOff() ? List.<SmokeCheck>of() : checks.of(service.id(), environment.id());
    if (!tests.isEmpty() || setting.isOn(environment.environmentClass())) {
      begin(operation, service, environment, setting, tests);
    }
  }

  private void begin(
      OperationView operation,
      ServiceView service,
      EnvironmentView environment,
      VerificationSetting setting,
      List<SmokeCheck> tests) {
    var by =
        setting.isOn(environment.environmentClass())
            ? objectives.countable(service.id(), environment.id())
            : List.<Countable>of();
    var nothing = by.isEmpty() && tests.isEmpty();
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
            nothing ? VerificationState.SKIPPED : VerificationState.RUNNING,
            nothing ? nothingToCompare(service, environment) : "",
            started(operation),
            settled,
            pods,
            properties.samples(),
            setting.automatic(),
            by.isEmpty() ? null : properties.delay(),
            !tests.isEmpty());
    if (rows.begin(begun) && !nothing) {
      by.forEach(objective -> samples.add(id, objective));
      tests.forEach(test -> smoke.add(id, test));
      tellings.began(id, operation.subject(), words(by, tests));
    }
  }

  private String words(List<Countable> by, List<SmokeCheck> tests) {
    var words = new ArrayList<String>();
    if (!by.isEmpty()) {
      words.add(
          "Compares %s of %s with what ran before."
              .formatted(
                  Plural.of(properties.samples(), "sample"),
                  Endings.named(by.stream().map(Countable::name).toList())));
    }
    if (!tests.isEmpty()) {
      words.add(
          "Makes %s: %s."
              .formatted(
                  Plural.of(tests.size(), "smoke test"),
                  Endings.named(tests.stream().map(SmokeCheck::name).toList())));
    }
    return String.join(" ", words);
  }

  private static String nothingToCompare(ServiceView service, EnvironmentView environment) {
    return "No active objective counts events of %s in %s and no smoke test asks it, so there is nothing to verify by."
        .formatted(service.name(), environment.name());
  }

  private static Instant started(OperationView operation) {
    return Objects.requireNonNullElse(operation.startedAt(), operation.queuedAt());
  }

  private static <T> @Nullable T find(@Nullable String slug, Function<String, Optional<T>> in) {
    return slug == null ? null : in.apply(slug).orElse(null);
  }
}
