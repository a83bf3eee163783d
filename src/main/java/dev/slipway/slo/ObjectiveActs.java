package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.HeldAct;
import dev.slipway.identity.spi.HeldPayload;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.identity.spi.WeightyAct.Line;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Plural;
import dev.slipway.kernel.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Whoever loosens what the gate of production goes by lets changes pass that it would hold, for as
/// long as nobody looks. So it weighs what an override does: it takes the right to ask for one, and
/// another owner of the environment who agrees.
@Component
class ObjectiveActs implements HeldAct {

  private final SecondPerson second;
  private final Access access;
  private final ObjectiveRows rows;
  private final ObjectProvider<ObjectiveChanges> changes;

  ObjectiveActs(
      SecondPerson second,
      Access access,
      ObjectiveRows rows,
      ObjectProvider<ObjectiveChanges> changes) {
    this.second = second;
    this.access = access;
    this.rows = rows;
    this.changes = changes;
  }

  /// What somebody wants of an objective.
  ///
  /// @param version of the definition that it was asked for
  /// @param wanted null to disable it
  record Wish(UUID objective, int version, @Nullable ObjectiveDefinition wanted, String reason) {}

  /// One of which the gate of production is asked, so that loosening it weighs.
  static boolean holdsProduction(ObjectiveRow now, EnvironmentView environment) {
    return now.counts() && environment.environmentClass() == EnvironmentClass.PRODUCTION;
  }

  /// @param wanted null to disable it
  static boolean loosens(
      ObjectiveRow now, EnvironmentView environment, @Nullable ObjectiveDefinition wanted) {
    return holdsProduction(now, environment)
        && (wanted == null || wanted.mayLoosen(now.definition()));
  }

  /// Whether it waits for somebody else where this person asks for it.
  boolean isHeld(Actor actor) {
    return second.isNeeded(actor);
  }

  /// Refuses whoever could not ask for an override there, and every token.
  void allow(Actor actor, Scope scope, Subject subject) {
    access.require(actor, Permission.GATE_OVERRIDE, scope, subject);
  }

  /// In the caller's transaction, which has checked everything but {@link #allow}.
  ///
  /// @return what waits; empty where it can be done at once
  Optional<WaitingAct> hold(
      Wish wish,
      ObjectiveRow now,
      EnvironmentView environment,
      Scope scope,
      Subject subject,
      Actor actor) {
    allow(actor, scope, subject);
    var what = subject.name() + " of " + subject.service() + " in " + environment.name();
    return second.hold(
        new WeightyAct(
            kind(),
            subject,
            wish.wanted() == null
                ? "Disable the objective " + what
                : "Change what the gate goes by: " + what,
            "/slo/" + wish.objective(),
            wish.reason(),
            lines(now.definition(), wish.wanted()),
            Role.ENVIRONMENT_OWNER,
            scope,
            Set.of(),
            HeldPayload.write(wish)),
        actor);
  }

  @Override
  public String kind() {
    return "objective-loosening";
  }

  @Override
  public void carryOut(String payload, Agreement agreement) {
    changes.getObject().agreed(HeldPayload.read(payload, Wish.class), agreement);
  }

  /// What is decided on, with whatever else the same edit changes.
  private List<Line> lines(ObjectiveDefinition now, @Nullable ObjectiveDefinition wanted) {
    if (wanted == null) {
      return Line.change(
          "Counted, and the gate holds changes back by it",
          "Counted no more, and no gate asks it; what was counted is kept");
    }
    var lines = new ArrayList<Line>();
    lines.addAll(Line.change("Name: " + now.name(), "Name: " + wanted.name()));
    lines.addAll(Line.change(promise(now), promise(wanted)));
    lines.addAll(Line.change(gating(now), gating(wanted)));
    query(lines, "Bad events", now.indicator().errorQuery(), wanted.indicator().errorQuery());
    query(lines, "All events", now.indicator().totalQuery(), wanted.indicator().totalQuery());
    query(lines, "Share of bad events", now.indicator().rawQuery(), wanted.indicator().rawQuery());
    lines.addAll(Line.change(source(now), source(wanted)));
    if (!now.description().equals(wanted.description())) {
      lines.addAll(Line.change(meaning(now), meaning(wanted)));
    }
    return lines;
  }

  private static void query(
      List<Line> lines, String what, @Nullable String now, @Nullable String wanted) {
    if (now != null && wanted != null) {
      lines.addAll(Line.change(what + ": " + shown(now), what + ": " + shown(wanted)));
    } else if (now != null) {
      lines.add(Line.now(what + ": " + shown(now)));
    } else if (wanted != null) {
      lines.add(Line.then(what + ": " + shown(wanted)));
    }
  }

  /// On one line of the difference, with its own breaks to be seen.
  private static String shown(String query) {
    return query.replace("\r", "").replace("\n", " ⏎ ");
  }

  private static String promise(ObjectiveDefinition definition) {
    return "%s %% of events are good over any %s"
        .formatted(
            Decimals.plain(definition.objective()), Plural.of(definition.windowDays(), "day"));
  }

  private static String gating(ObjectiveDefinition definition) {
    return definition.gating() ? "The gate holds changes back by it" : "No gate asks it";
  }

  private static String meaning(ObjectiveDefinition definition) {
    return "It means: " + definition.description();
  }

  private String source(ObjectiveDefinition definition) {
    return "Counted by " + rows.datasourceName(definition.datasource());
  }
}
