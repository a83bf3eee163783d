package dev.slipway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemId;
import dev.slipway.health.StatusFact.Source;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.TeamId;
import dev.slipway.kernel.UuidV7;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which fact decides, and how services make up a system.
class ServiceStatusTests {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final EnvironmentView PRODUCTION =
      new EnvironmentView(
          EnvironmentId.next(), "production", "Production", EnvironmentClass.PRODUCTION, 300);

  /// A container writes its own termination message, and PostgreSQL stores no U+0000.
  @Test
  void whatAContainerSaysOfItselfIsSeenWhole() {
    var fact =
        new StatusFact(
            StatusFact.Source.WORKLOAD,
            "vote",
            HealthState.FAILED,
            "1 pod in Error (a\u0000b \u202Ec)",
            null,
            null,
            "");

    assertThat(fact.reason()).isEqualTo("1 pod in Error (a\uFFFDb \uFFFDc)");
  }

  @Test
  void theWorstFactDecidesAndTheOthersStandBehindIt() {
    var status =
        status(
            fact(Source.WORKLOAD, HealthState.HEALTHY, NOON),
            fact(Source.OBJECTIVE, HealthState.DEGRADED, NOON.minusSeconds(90)),
            fact(Source.ALERT, HealthState.DEGRADED, NOON.minusSeconds(20)));

    assertThat(status.state()).isEqualTo(HealthState.DEGRADED);
    assertThat(status.deciding().source()).isEqualTo(Source.OBJECTIVE);
    assertThat(status.agreeing()).extracting(StatusFact::source).containsExactly(Source.ALERT);
    assertThat(status.asOf()).isEqualTo(NOON.minusSeconds(90));
  }

  @Test
  void aClusterThatIsSilentMakesItsServiceUnknownAndHidesNoKnownFault() {
    var silent = fact(Source.WORKLOAD, HealthState.UNKNOWN, NOON.minusSeconds(600));

    assertThat(status(silent, fact(Source.OBJECTIVE, HealthState.HEALTHY, NOON)).state())
        .isEqualTo(HealthState.UNKNOWN);
    assertThat(status(silent, fact(Source.OBJECTIVE, HealthState.DEGRADED, NOON)).state())
        .isEqualTo(HealthState.DEGRADED);
  }

  @Test
  void aPrometheusThatIsSilentHasNoSayAndIsShown() {
    var status =
        status(
            fact(Source.WORKLOAD, HealthState.HEALTHY, NOON),
            fact(Source.OBJECTIVE, HealthState.UNKNOWN, null));

    assertThat(status.state()).isEqualTo(HealthState.HEALTHY);
    assertThat(status.silent()).hasSize(1);
    assertThat(status.asOf()).isEqualTo(NOON);
  }

  @Test
  void oneFactWithoutProofLeavesTheWholeWithoutOne() {
    assertThat(
            status(
                    fact(Source.WORKLOAD, HealthState.UNKNOWN, null),
                    fact(Source.OBJECTIVE, HealthState.HEALTHY, NOON))
                .asOf())
        .isNull();
  }

  @Test
  void aStatusFollowsFromItsFactsOrIsNone() {
    var well = List.of(fact(Source.WORKLOAD, HealthState.HEALTHY, NOON));

    assertThatThrownBy(
            () -> new ServiceStatus(service(), PRODUCTION, HealthState.FAILED, NOON, well))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSystemIsAsItsWorstServiceHoweverManyAreWell() {
    var well = status(fact(Source.WORKLOAD, HealthState.HEALTHY, NOON));
    var down = status(fact(Source.WORKLOAD, HealthState.FAILED, NOON));
    var system =
        SystemStatus.of(
            "emis", "EMIS", List.of(well, well, well, well, well, well, well, well, down));

    assertThat(system.worst()).isEqualTo(HealthState.FAILED);
    assertThat(system.counts()).isEqualTo(Map.of(HealthState.HEALTHY, 8L, HealthState.FAILED, 1L));
    assertThat(system.total()).isEqualTo(9);
  }

  static ServiceStatus status(StatusFact... facts) {
    return ServiceStatus.of(service(), PRODUCTION, List.of(facts));
  }

  private static ServiceView service() {
    return new ServiceView(
        ServiceId.next(),
        "student-service",
        "student-service",
        "",
        new SystemId(UuidV7.next()),
        "emis",
        "EMIS",
        new TeamId(UuidV7.next()),
        "students",
        "Students",
        1,
        Lifecycle.PRODUCTION,
        List.of());
  }

  static StatusFact fact(Source source, HealthState state, @Nullable Instant asOf) {
    return new StatusFact(
        source, source.slug(), state, "It is " + state.slug() + ".", null, asOf, "");
  }
}
