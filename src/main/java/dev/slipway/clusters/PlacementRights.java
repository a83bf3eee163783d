package dev.slipway.clusters;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import org.springframework.stereotype.Component;

/// Who may say where a service runs, that it runs elsewhere, or that it runs there no more. Which
/// workload is production, and so needs approvals, is an owner's word (docs/promises.md, 31).
@Component
class PlacementRights {

  private final Access access;
  private final NamespaceClaims claims;

  PlacementRights(Access access, NamespaceClaims claims) {
    this.access = access;
    this.claims = claims;
  }

  /// @throws dev.slipway.identity.NotAllowed if somebody else has to do it
  void requireToPlace(
      Actor actor, ServiceView service, EnvironmentView environment, WorkloadRef workload) {
    if (actor.via() != Via.SYSTEM) {
      var subject =
          Subject.of("placement", workload, workload.toString())
              .in(service.slug(), environment.slug());
      access.require(actor, Permission.SERVICE_EDIT, scope(service, environment), subject);
      claims.require(actor, service, environment, workload, subject);
    }
  }

  /// @throws dev.slipway.identity.NotAllowed if somebody else has to do it
  void requireToChange(
      Actor actor, ServiceView service, EnvironmentView environment, Subject subject) {
    if (actor.via() != Via.SYSTEM) {
      access.require(actor, Permission.SERVICE_EDIT, scope(service, environment), subject);
      if (needsOwner(environment)) {
        access.require(actor, Permission.CATALOG_MANAGE, scope(service, environment), subject);
      }
    }
  }

  boolean permitsToChange(Actor actor, ServiceView service, EnvironmentView environment) {
    var scope = scope(service, environment);
    return access.permits(actor, Permission.SERVICE_EDIT, scope)
        && (!needsOwner(environment) || access.permits(actor, Permission.CATALOG_MANAGE, scope));
  }

  private static boolean needsOwner(EnvironmentView environment) {
    return environment.environmentClass() == EnvironmentClass.PRODUCTION;
  }

  private static Scope scope(ServiceView service, EnvironmentView environment) {
    return Scope.of(service.team(), environment.environmentClass());
  }
}
