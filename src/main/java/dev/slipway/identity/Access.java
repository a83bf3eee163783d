package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;

/// The one place that answers whether somebody may do something. Denied unless a grant allows it.
@Service
public class Access {

  private final Rights rights;
  private final StoredTokens tokens;

  Access(Rights rights, StoredTokens tokens) {
    this.rights = rights;
    this.tokens = tokens;
  }

  /// Refuses with {@link NotAllowed}, which names who may; asks the database for the rights of this
  /// moment.
  public void require(Actor actor, Permission permission, Scope scope, Subject subject) {
    var now = rights.now();
    requireOfToken(actor, permission, subject, token -> token.allows(permission, scope, subject));
    if (!may(now, actor, permission, scope)) {
      throw new NotAllowed(
          permission,
          RightsTable.rolesFor(permission),
          subject,
          now.withAnyRole(RightsTable.rolesFor(permission), scope));
    }
  }

  /// Refuses unless the actor has the permission for anything at all: the check of a page. What the
  /// act touches is checked by {@link #require}.
  public void requireSomewhere(Actor actor, Permission permission, Subject subject) {
    var now = rights.now();
    requireOfToken(actor, permission, subject, token -> token.allowsSomewhere(permission));
    if (!maySomewhere(now, actor, permission)) {
      var roles = RightsTable.rolesFor(permission);
      throw new NotAllowed(permission, roles, subject, holdersAnywhere(now, roles));
    }
  }

  /// Refuses unless the actor has the permission in one of these scopes at least: for what is to
  /// belong to one of them, such as a new service to a team.
  public void requireInOne(
      Actor actor, Permission permission, Collection<Scope> scopes, Subject subject) {
    var now = rights.now();
    requireOfToken(
        actor,
        permission,
        subject,
        token -> scopes.stream().anyMatch(scope -> token.allows(permission, scope, subject)));
    if (scopes.stream().noneMatch(scope -> may(now, actor, permission, scope))) {
      var roles = RightsTable.rolesFor(permission);
      var whoMay =
          scopes.stream()
              .flatMap(scope -> now.withAnyRole(roles, scope).stream())
              .distinct()
              .sorted(Comparator.comparing(PersonSummary::name))
              .toList();
      throw new NotAllowed(permission, roles, subject, whoMay);
    }
  }

  /// Whether to offer an act; at most a second old.
  public boolean permits(Actor actor, Permission permission, Scope scope) {
    return tokenAllows(actor, token -> token.allows(permission, scope, null))
        && may(rights.shown(), actor, permission, scope);
  }

  /// Whether the actor has the permission for anything at all.
  public boolean permitsSomewhere(Actor actor, Permission permission) {
    return tokenAllows(actor, token -> token.allowsSomewhere(permission))
        && maySomewhere(rights.shown(), actor, permission);
  }

  /// Whether a person may do something now, whoever asks; for decisions counted and plans started
  /// later.
  public boolean personMay(PersonId person, Permission permission, Scope scope) {
    return personMay(rights.now(), person, permission, scope);
  }

  /// Whether somebody who asked for something earlier still may do it: the person, and the token if
  /// they came by one.
  public boolean stillMay(Actor actor, Permission permission, Scope scope, Subject subject) {
    return tokenAllows(actor, token -> token.allows(permission, scope, subject))
        && may(rights.now(), actor, permission, scope);
  }

  public boolean holds(PersonId person, Role role, Scope scope) {
    return rights.now().hasAnyRole(person, Set.of(role), scope);
  }

  /// Whether a person belongs to a team at this moment; for decisions counted.
  public boolean belongs(PersonId person, TeamId team) {
    return rights.now().teamsOf(person).contains(team);
  }

  /// The people who have a permission by their roles, for messages and notices.
  public List<PersonSummary> whoMay(Permission permission, Scope scope) {
    return rights.shown().withAnyRole(RightsTable.rolesFor(permission), scope);
  }

  /// The people who have a permission for anything at all.
  public List<PersonSummary> whoMaySomewhere(Permission permission) {
    return holdersAnywhere(rights.shown(), RightsTable.rolesFor(permission));
  }

  public List<PersonSummary> holders(Role role, Scope scope) {
    return rights.shown().withAnyRole(Set.of(role), scope);
  }

  /// Whether a person has a permission in a place, and why.
  ///
  /// @param by the grants that carry it here
  /// @param elsewhere grants that carry it, but not here
  /// @param roles the roles that carry it; none for what needs no role
  /// @param others who else has it here
  /// @param inPlaces who else has it in a part of it only
  public record Answer(
      Permission permission,
      boolean may,
      List<GrantView> by,
      List<GrantView> elsewhere,
      List<Role> roles,
      List<PersonSummary> others,
      List<PersonSummary> inPlaces) {}

  /// What a person may do in a place now, and why: one answer for each permission of a role.
  public List<Answer> answers(PersonId person, Scope scope) {
    var now = rights.now();
    return Arrays.stream(Permission.values())
        .filter(permission -> !RightsTable.needsNoRole(permission))
        .map(permission -> answer(now, person, permission, scope))
        .toList();
  }

  private static Answer answer(
      RightsSnapshot now, PersonId person, Permission permission, Scope scope) {
    var roles = RightsTable.rolesFor(permission);
    var by = now.carrying(person, roles, scope);
    var elsewhere =
        now.grantsOf(person).stream()
            .filter(grant -> roles.contains(grant.role()) && !by.contains(grant))
            .toList();
    var others =
        now.withAnyRole(roles, scope).stream().filter(other -> !other.id().equals(person)).toList();
    var inPlaces =
        holdersAnywhere(now, roles).stream()
            .filter(other -> !other.id().equals(person) && !others.contains(other))
            .filter(other ->
                now.grantsOf(other.id()).stream()
                    .anyMatch(grant -> roles.contains(grant.role()) && grant.touches(scope)))
            .toList();
    return new Answer(
        permission,
        !by.isEmpty(),
        by,
        elsewhere,
        roles.stream().sorted().toList(),
        others,
        inPlaces);
  }

  /// The grants by which a person has a permission, each with its bounds.
  public List<GrantView> grantsFor(PersonId person, Permission permission) {
    var roles = RightsTable.rolesFor(permission);
    return rights.now().grantsOf(person).stream()
        .filter(grant -> roles.contains(grant.role()))
        .toList();
  }

  /// What a person holds anywhere, for lists: it may be a second old.
  public List<GrantView> grantsOf(PersonId person) {
    return rights.shown().grantsOf(person);
  }

  /// Whether two administrators have ever existed: from then on, nobody changes rights alone.
  public boolean hasHadTwoAdministrators() {
    return rights.hadTwoAdministrators();
  }

  /// Refuses unless the person proved who they are within five minutes, by the database's clock.
  public void requireRecentSignIn(Actor actor) {
    if (actor.proofLeft(rights.databaseTime()).isZero()) {
      throw new SignInAgain();
    }
  }

  /// A token is asked first, so that its bearer reads that the token is what lacks the right.
  private void requireOfToken(
      Actor actor, Permission permission, Subject subject, Predicate<TokenScope> carries) {
    if (actor.via() != Via.TOKEN) {
      return;
    }
    var token = token(actor);
    if (token.isEmpty() || !carries.test(token.get().scope())) {
      throw NotAllowed.toToken(permission, subject, actor.name(), token.orElse(null));
    }
  }

  private boolean tokenAllows(Actor actor, Predicate<TokenScope> carries) {
    return actor.via() != Via.TOKEN
        || token(actor).filter(token -> carries.test(token.scope())).isPresent();
  }

  /// The token that speaks for the person, if it still works: read from the database each time.
  private Optional<ApiTokenView> token(Actor actor) {
    return actor.token() == null || actor.person() == null
        ? Optional.empty()
        : tokens.inForce(actor.token(), actor.person());
  }

  private static boolean may(RightsSnapshot now, Actor actor, Permission permission, Scope scope) {
    if (isThePortal(actor)) {
      return permission != Permission.APPROVAL_DECIDE && permission != Permission.ACT_AGREE;
    }
    return actor.person() != null
        && personMay(now, new PersonId(actor.person()), permission, scope);
  }

  private static boolean maySomewhere(RightsSnapshot now, Actor actor, Permission permission) {
    if (isThePortal(actor)) {
      return permission != Permission.APPROVAL_DECIDE && permission != Permission.ACT_AGREE;
    }
    if (actor.person() == null) {
      return false;
    }
    var person = new PersonId(actor.person());
    var roles = RightsTable.rolesFor(permission);
    return RightsTable.needsNoRole(permission)
        ? now.isEnabled(person)
        : now.grantsOf(person).stream().anyMatch(grant -> roles.contains(grant.role()));
  }

  private static boolean personMay(
      RightsSnapshot now, PersonId person, Permission permission, Scope scope) {
    return RightsTable.needsNoRole(permission)
        ? now.isEnabled(person)
        : now.hasAnyRole(person, RightsTable.rolesFor(permission), scope);
  }

  private static List<PersonSummary> holdersAnywhere(RightsSnapshot now, Set<Role> roles) {
    return now.people().values().stream()
        .filter(person ->
            now.grantsOf(person.id()).stream().anyMatch(grant -> roles.contains(grant.role())))
        .toList();
  }

  /// The portal's own work: start-up, workers, the demonstration. Nothing that comes in by a
  /// request.
  private static boolean isThePortal(Actor actor) {
    return actor.via() == Via.SYSTEM && actor.person() == null;
  }
}
