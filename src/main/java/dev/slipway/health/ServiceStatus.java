package dev.slipway.health;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a service is in an environment: the worst of its facts that count.
///
/// @param since when it became so; null where nobody can tell
/// @param facts at least one; the one that decided first, then worst first, those without a say
///   last
public record ServiceStatus(
    ServiceView service,
    EnvironmentView environment,
    HealthState state,
    @Nullable Instant since,
    List<StatusFact> facts) {

  private static final Comparator<StatusFact> DECIDING_FIRST =
      Comparator.comparing(StatusFact::counts)
          .thenComparing(StatusFact::state)
          .reversed()
          .thenComparing(StatusFact::source)
          .thenComparing(StatusFact::name);

  public ServiceStatus {
    facts = List.copyOf(facts);
    if (facts.isEmpty() || !facts.getFirst().counts() || facts.getFirst().state() != state) {
      throw new IllegalArgumentException("a status follows from its facts");
    }
  }

  /// The worst decides; of equals the workload before objectives, and these before alerts.
  static ServiceStatus of(
      ServiceView service, EnvironmentView environment, List<StatusFact> facts) {
    var sorted = facts.stream().sorted(DECIDING_FIRST).toList();
    var first = sorted.getFirst();
    return new ServiceStatus(service, environment, first.state(), first.since(), sorted);
  }

  ServiceStatus since(@Nullable Instant moment) {
    return new ServiceStatus(service, environment, state, moment, facts);
  }

  /// The fact that decided.
  public StatusFact deciding() {
    return facts.getFirst();
  }

  public String reason() {
    return deciding().reason();
  }

  /// Facts that say the same beside the one that decided.
  public List<StatusFact> agreeing() {
    return facts.stream().skip(1).filter(fact -> fact.counts() && fact.state() == state).toList();
  }

  /// Facts of which nothing is known and which have no say.
  public List<StatusFact> silent() {
    return facts.stream().filter(fact -> !fact.counts()).toList();
  }

  /// The oldest proof of all facts that count; null where one was never proven.
  public @Nullable Instant asOf() {
    var counting = facts.stream().filter(StatusFact::counts).toList();
    return counting.stream().anyMatch(fact -> fact.asOf() == null)
        ? null
        : counting.stream()
            .map(StatusFact::asOf)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
  }

  /// Path of its page.
  public String path() {
    return "/services/" + service.slug() + "/env/" + environment.slug() + "/health";
  }

  /// Whether people read the same of it, whenever its facts were last proven.
  boolean says(ServiceStatus other) {
    if (state != other.state || facts.size() != other.facts.size()) {
      return false;
    }
    for (var i = 0; i < facts.size(); i++) {
      if (!facts.get(i).says(other.facts.get(i))) {
        return false;
      }
    }
    return Objects.equals(since, other.since);
  }
}
