package dev.slipway.audit;

import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Estate;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
    Map<Optional<TeamSummary>, Set<EnvironmentClass>> classes = new LinkedHashMap<>();
    for (var grant : access.grantsFor(new PersonId(actor.person()), permission)) {
      if (grant.role() == Role.AUDITOR) {
        return null;
      }
      var here = grant.environment();
      classes
          .computeIfAbsent(
              Optional.ofNullable(grant.team()), _ -> EnumSet.noneOf(EnvironmentClass.class))
          .addAll(here == null ? EnumSet.allOf(EnvironmentClass.class) : EnumSet.of(here));
    }
    List<Part> parts = new ArrayList<>();
    classes.forEach((team, environments) -> parts.add(part(team, environments)));
    return parts;
  }

  /// A role in every class reaches events of no environment too.
  private Part part(Optional<TeamSummary> team, Set<EnvironmentClass> classes) {
    @Nullable Set<String> services =
        team.isEmpty() ? null : known(estate -> estate.servicesOf(team.get().id()));
    @Nullable Set<String> environments = null;
    if (classes.size() < EnvironmentClass.values().length) {
      environments = new HashSet<>();
      for (var each : classes) {
        environments.addAll(known(estate -> estate.environmentsOf(each)));
      }
    }
    return new Part(services, environments);
  }

  private Set<String> known(Function<Estate, Set<String>> question) {
    var answering = estate.getIfAvailable();
    return answering == null ? Set.of() : question.apply(answering);
  }
}
