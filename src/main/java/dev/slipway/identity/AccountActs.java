package dev.slipway.identity;

import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.HeldAct;
import dev.slipway.identity.spi.HeldPayload;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.identity.spi.WeightyAct.Line;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Roads into an account that weighs, and memberships that make somebody a decider in production:
/// they wait until another administrator has agreed.
@Component
class AccountActs implements HeldAct {

  private final SecondPerson second;
  private final ObjectProvider<OneTimeLinks> links;
  private final ObjectProvider<Teams> teams;
  private final ObjectProvider<People> people;

  AccountActs(
      SecondPerson second,
      ObjectProvider<OneTimeLinks> links,
      ObjectProvider<Teams> teams,
      ObjectProvider<People> people) {
    this.second = second;
    this.links = links;
    this.teams = teams;
    this.people = people;
  }

  private enum What {
    LINK,
    JOIN,
    ENABLE
  }

  /// @param detail the hash of a link, the id of a team, or the reason
  private record Wish(What what, UUID person, String detail) {}

  /// A link for an account that has a password or that weighs: whoever has it becomes that person.
  Optional<WaitingAct> holdLink(
      PersonSummary person, boolean hasPassword, byte[] hash, RightsSnapshot now, Actor actor) {
    if (!hasPassword && !Weight.of(now, person.id())) {
      return Optional.empty();
    }
    var then =
        "Whoever has the address that is handed over sets the password and becomes "
            + person.name();
    return hold(
        new Wish(What.LINK, person.id().value(), HexFormat.of().formatHex(hash)),
        "Let " + person.name() + " set another password, by a one-time link",
        "So that " + person.name() + " can sign in",
        lines(now, person, hasPassword ? "Signs in by a password" : "No password yet", then),
        person,
        People.subject(person),
        "/people/" + person.handle(),
        actor);
  }

  Optional<WaitingAct> holdJoin(
      TeamSummary team, PersonSummary person, RightsSnapshot now, Actor actor) {
    if (!Weight.ofJoining(now, person.id())) {
      return Optional.empty();
    }
    return hold(
        new Wish(What.JOIN, person.id().value(), team.id().value().toString()),
        "Let " + person.name() + " join the team " + team.name(),
        "As a member, " + person.name() + " decides where a rule names the team",
        lines(now, person, "No member of " + team.name(), "Member of " + team.name()),
        person,
        Subject.of("team", team.slug(), team.name()),
        "/teams/" + team.slug(),
        actor);
  }

  Optional<WaitingAct> holdEnable(
      PersonSummary person, String reason, RightsSnapshot now, Actor actor) {
    if (!Weight.of(now, person.id())) {
      return Optional.empty();
    }
    return hold(
        new Wish(What.ENABLE, person.id().value(), reason),
        "Enable " + person.name() + " again",
        reason,
        lines(now, person, "Disabled, without any right", "Enabled, with the roles above"),
        person,
        People.subject(person),
        "/people/" + person.handle(),
        actor);
  }

  private Optional<WaitingAct> hold(
      Wish wish,
      String title,
      String reason,
      List<Line> lines,
      PersonSummary person,
      Subject subject,
      String link,
      Actor actor) {
    return second.hold(
        new WeightyAct(
            kind(),
            subject,
            title,
            link,
            reason,
            lines,
            Role.PLATFORM_ADMIN,
            Scope.PORTAL,
            Set.of(person.id()),
            HeldPayload.write(wish)),
        actor);
  }

  private static List<Line> lines(
      RightsSnapshot now, PersonSummary person, String was, String becomes) {
    var lines = new ArrayList<Line>();
    now.grants()
        .getOrDefault(person.id(), List.of())
        .forEach(grant -> lines.add(Line.stays(grant.sentence())));
    lines.addAll(Line.change(was, becomes));
    return lines;
  }

  @Override
  public String kind() {
    return "account";
  }

  @Override
  public void carryOut(String payload, Agreement agreement) {
    var wish = HeldPayload.read(payload, Wish.class);
    var person = new PersonId(wish.person());
    switch (wish.what()) {
      case LINK ->
          links.getObject().makeAgreed(person, HexFormat.of().parseHex(wish.detail()), agreement);
      case JOIN ->
          teams
              .getObject()
              .joinAgreed(new TeamId(UUID.fromString(wish.detail())), person, agreement);
      case ENABLE -> people.getObject().enableAgreed(person, wish.detail(), agreement);
    }
  }
}
