package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.catalog.EditService;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@SlipwayTest
class FreezeHoldsServicesTests {

  @Autowired private Services services;
  @Autowired private Systems systems;
  @Autowired private Teams teams;
  @Autowired private Environments environments;
  @Autowired private FreezeWindows freezes;

  private final String mark = "fz" + UUID.randomUUID().toString().substring(0, 8);

  @ParameterizedTest
  @ValueSource(ints = {-1, 12})
  @Promise("P7")
  void aServiceDoesNotLeaveAFrozenSystemToChangeElsewhere(int beginsInHours) {
    systems.register(new RegisterSystem(mark, mark, ""), Actor.SYSTEM);
    systems.register(new RegisterSystem(mark + "-open", mark + " open", ""), Actor.SYSTEM);
    teams.create(mark, mark, Actor.SYSTEM);
    var service =
        services.register(
            new RegisterService(mark, mark, "", mark, mark, 2, Lifecycle.PRODUCTION, List.of()),
            Actor.SYSTEM);
    var environment =
        environments.register(
            new RegisterEnvironment(mark, mark, EnvironmentClass.PRODUCTION, 970), Actor.SYSTEM);
    var now = LocalDateTime.now(ZoneOffset.UTC);
    var freeze =
        freezes.declare(
            new DeclareFreeze(
                "Exams",
                environment.id(),
                service.system(),
                new FreezePattern(
                    ZoneOffset.UTC, now.plusHours(beginsInHours), now.plusHours(20), false, null),
                "nothing moves today"),
            Actor.SYSTEM);

    assertThatThrownBy(() -> move(service, mark + "-open"))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("frozen by \"Exams\"");
    assertThat(move(service, mark).systemSlug()).isEqualTo(mark);

    freezes.end(freeze.id(), freeze.version(), "the exams are over", Actor.SYSTEM);
    assertThat(move(service, mark + "-open").systemSlug()).isEqualTo(mark + "-open");
  }

  private ServiceView move(ServiceView service, String system) {
    return services.edit(
        new EditService(service.id(), mark, "", system, mark, 2, Lifecycle.PRODUCTION, List.of()),
        Actor.SYSTEM);
  }
}
