package dev.slipway.verification;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import org.springframework.stereotype.Component;

/// Where smoke tests belong, and who may say anything of them there.
@Component
class SmokePlaces {

  private final Services services;
  private final Environments environments;
  private final Access access;

  SmokePlaces(Services services, Environments environments, Access access) {
    this.services = services;
    this.environments = environments;
    this.access = access;
  }

  /// A service in an environment.
  record Place(ServiceView service, EnvironmentView environment) {

    Subject subject() {
      return Subject.of("service", service.slug(), service.name())
          .in(service.slug(), environment.slug());
    }

    /// What waits for a second person waits about this.
    Subject tests() {
      return Subject.of(
              "smoke-tests",
              service.slug() + "/" + environment.slug(),
              "Smoke tests of %s in %s".formatted(service.name(), environment.name()))
          .in(service.slug(), environment.slug());
    }

    Scope scope() {
      return Scope.of(service.team(), environment.environmentClass());
    }
  }

  /// @throws dev.slipway.kernel.DomainFailure NOT_FOUND if there is no such service or environment
  Place place(String service, String environment) {
    return new Place(services.require(service), environments.require(environment));
  }

  /// @throws dev.slipway.kernel.DomainFailure NOT_FOUND, NOT_ALLOWED
  Place allowed(String service, String environment, Actor actor) {
    var place = place(service, environment);
    access.require(actor, Permission.VERIFICATION_EDIT, place.scope(), place.subject());
    return place;
  }
}
