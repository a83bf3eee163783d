package dev.slipway.audit;

import dev.slipway.identity.Access;
import dev.slipway.identity.Estate;
import dev.slipway.identity.GrantView;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Which part of the trail somebody may read: all of it (auditors), else the events of the services
/// and environments that their grants name.
@Component
class AuditReach {

  private final Access access;
  private final ObjectProvider<Estate> estate;

  AuditReach(Access access, ObjectProvider<Estate> estate) {
    this.access = access;
    this.estate = estate;
  }

  /// One grant's part; null means every service, or every environment.
  record Part(@Nullable Set<String> services, @Nullable Set<String> environments) {}

  /// The parts that the actor may use with this permission; null is the whole trail, none is
  /// nothing.
  @Nullable List<Part> of(Actor actor, Permission permission) {
    if (actor.person() == null) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    for (var grant : access.grantsFor(new PersonId(actor.person()), permission)) {
      if (grant.role() == Role.AUDITOR) {
        return null;
      }
      parts.add(part(grant));
    }
    return parts;
  }

  private Part part(GrantView grant) {
    var team = grant.team();
    var environment = grant.environment();
    return new Part(
        team == null ? null : known(estate -> estate.servicesOf(team.id())),
        environment == null ? null : known(estate -> estate.environmentsOf(environment)));
  }

  private Set<String> known(java.util.function.Function<Estate, Set<String>> question) {
    var answering = estate.getIfAvailable();
    return answering == null ? Set.of() : question.apply(answering);
  }
}
