package dev.slipway.verification;

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
import dev.slipway.kernel.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// A command of one's own that runs in production after every rollout is no smaller thing than a
/// rollout: such a Job takes effect once another owner of the environment has agreed.
@Component
class SmokeActs implements HeldAct {

  private final SecondPerson second;
  private final ObjectProvider<SmokeChecks> checks;

  SmokeActs(SecondPerson second, ObjectProvider<SmokeChecks> checks) {
    this.second = second;
    this.checks = checks;
  }

  /// What is to be stored.
  ///
  /// @param id null for a new one
  record Wish(
      String service,
      String environment,
      @Nullable UUID id,
      String name,
      String manifest,
      int tries,
      long pause,
      long timeout,
      int version,
      String reason) {

    static Wish of(
        String service, String environment, @Nullable UUID id, EditSmokeCheck wish, JobProbe job) {
      return new Wish(
          service,
          environment,
          id,
          wish.name(),
          job.manifest(),
          wish.tries(),
          wish.pause().toSeconds(),
          wish.timeout().toSeconds(),
          wish.version(),
          wish.reason());
    }

    EditSmokeCheck edit() {
      return new EditSmokeCheck(
          name,
          new JobProbe(manifest),
          tries,
          Duration.ofSeconds(pause),
          Duration.ofSeconds(timeout),
          version,
          reason);
    }
  }

  /// In the caller's transaction. Empty where it can be done at once.
  ///
  /// @param before the manifest that is in force; empty for none
  Optional<WaitingAct> hold(Wish wish, String before, Subject subject, Scope scope, Actor actor) {
    var lines = lines(before.lines().toList(), wish.manifest().lines().toList());
    return second.hold(
        new WeightyAct(
            kind(),
            subject,
            "Run the Job “%s” in %s after every rollout of %s"
                .formatted(wish.name(), wish.environment(), wish.service()),
            "/services/%s/env/%s/verification".formatted(wish.service(), wish.environment()),
            wish.reason(),
            lines,
            Role.ENVIRONMENT_OWNER,
            scope,
            Set.of(),
            HeldPayload.write(wish)),
        actor);
  }

  /// Whether what this person asks for waits at all.
  boolean isNeeded(Actor actor) {
    return second.isNeeded(actor);
  }

  /// What stays at both ends stays; all between is said anew.
  private static List<Line> lines(List<String> before, List<String> after) {
    var least = Math.min(before.size(), after.size());
    var head = 0;
    while (head < least && before.get(head).equals(after.get(head))) {
      head++;
    }
    var tail = 0;
    while (tail < least - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    var lines = new ArrayList<Line>();
    after.subList(0, head).forEach(line -> lines.add(Line.stays(line)));
    before.subList(head, before.size() - tail).forEach(line -> lines.add(Line.now(line)));
    after.subList(head, after.size() - tail).forEach(line -> lines.add(Line.then(line)));
    after.subList(after.size() - tail, after.size()).forEach(line -> lines.add(Line.stays(line)));
    return lines;
  }

  List<WaitingAct> waiting(Subject subject) {
    return second.waiting(subject);
  }

  @Override
  public String kind() {
    return "smoke-job";
  }

  @Override
  public void carryOut(String payload, Agreement agreement) {
    checks.getObject().agreed(HeldPayload.read(payload, Wish.class), agreement);
  }
}
