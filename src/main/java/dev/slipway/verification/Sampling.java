package dev.slipway.verification;

import dev.slipway.verification.AtOnce.Question;
import dev.slipway.verification.Counting.Turn;
import dev.slipway.verification.SampleRows.Asked;
import dev.slipway.verification.VerificationRows.Row;
import dev.slipway.verification.VerificationView.Smoke;
import dev.slipway.verification.VerificationView.WayBackState;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes the samples and tries of a verification that are due, and says what follows. Every write
/// proves that it is still this one's turn.
@Component
class Sampling {

  /// Shorter than the lease by the time that writing takes.
  private static final Duration PATIENCE = VerificationRows.LEASE.minusSeconds(10);

  private final VerificationRows rows;
  private final SampleRows samples;
  private final Counting counting;
  private final SmokeRows smoke;
  private final HttpTries http;
  private final JobTries jobs;
  private final DueTimes dueTimes;
  private final Followers followers;
  private final Tellings tellings;
  private final VerificationProperties properties;
  private final TransactionTemplate transaction;

  Sampling(
      VerificationRows rows,
      SampleRows samples,
      Counting counting,
      SmokeRows smoke,
      HttpTries http,
      JobTries jobs,
      DueTimes dueTimes,
      Followers followers,
      Tellings tellings,
      VerificationProperties properties,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.samples = samples;
    this.counting = counting;
    this.smoke = smoke;
    this.http = http;
    this.jobs = jobs;
    this.dueTimes = dueTimes;
    this.followers = followers;
    this.tellings = tellings;
    this.properties = properties;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// How long until the next turn is due; null for none.
  @Nullable Duration sample(Row row, long fence) {
    var follower = followers.after(row.deployment(), row.placement());
    if (follower.isPresent()) {
      var why = "Not verified to the end: %s followed.".formatted(follower.get().sentence());
      return ended(row, fence, VerificationState.REPLACED, why);
    }
    return written(row, fence, AtOnce.ask(questions(row), PATIENCE));
  }

  private List<Question> questions(Row row) {
    var questions = new ArrayList<Question>();
    if (row.samplesDue()) {
      questions.addAll(counts(row));
    }
    smoke.due(row.deployment()).forEach(one -> questions.add(asked(row, one)));
    return questions;
  }

  private List<Question> counts(Row row) {
    var at = row.now().truncatedTo(ChronoUnit.SECONDS);
    var before =
        Baseline.spans(
            row.rolloutAt(),
            properties.baseline(),
            followers.before(row.deployment(), row.placement(), row.rolloutAt()));
    return samples.of(row.deployment()).stream()
        .filter(one -> one.state() == VerificationState.RUNNING)
        .map(one ->
            new Question(
                () -> {
                  var turn = counting.turn(row, one, before, at);
                  return () -> note(row, turn);
                },
                why -> () -> note(row, new Turn(one, null, Counting.missed(row, one, at, why)))))
        .toList();
  }

  Question asked(Row row, Smoke one) {
    return switch (one.probe()) {
      case HttpProbe probe ->
          new Question(
              () -> {
                var brought = http.ask(probe, one.timeout());
                return tried(row, one, brought);
              },
              why -> gaveUp(row, one, why));
      case JobProbe probe ->
          new Question(
              () -> looked(row, one, jobs.look(row, one, probe)),
              _ -> looked(row, one, jobs.late(row, one, probe)));
      case RefusedProbe probe ->
          new Question(
              () -> tried(row, one, probe.brought()), _ -> tried(row, one, probe.brought()));
    };
  }

  private Runnable gaveUp(Row row, Smoke one, String why) {
    return tried(
        row, one, new SmokeTry(SampleOutcome.ERROR, null, PATIENCE, "The portal gave up: " + why));
  }

  private Runnable tried(Row row, Smoke one, SmokeTry brought) {
    return () -> smoke.tried(row.deployment(), one, brought);
  }

  private Runnable looked(Row row, Smoke one, JobTries.Look look) {
    var deployment = row.deployment();
    return switch (look) {
      case JobTries.Look.Going(var job, var began) ->
          () -> {
            smoke.goesOn(deployment, one, job, began);
            if (one.underWay() == null) {
              tellings.jobStarted(row.subject(), one.name(), job);
            }
          };
      case JobTries.Look.Over(var brought) -> () -> smoke.tried(deployment, one, brought);
    };
  }

  private void note(Row row, Turn turn) {
    var id = row.deployment();
    var objective = turn.asked().objective();
    if (turn.comparison() != null) {
      samples.compared(id, turn.asked(), turn.comparison());
    }
    samples.sampled(id, objective, turn.sample());
    samples.stands(id, objective, Ruling.of(samples.outcomes(id, objective), row.wanted()));
  }

  private @Nullable Duration written(Row row, long fence, List<Runnable> answers) {
    var id = row.deployment();
    return transaction.execute(_ -> {
      requireTurn(id, fence);
      answers.forEach(Runnable::run);
      if (row.samplesDue()) {
        dueTimes.counted(id, properties.every());
      }
      var objectives = samples.of(id);
      var tests = smoke.of(id);
      var state =
          Ruling.of(
              Stream.concat(objectives.stream().map(Asked::state), tests.stream().map(Smoke::state))
                  .toList());
      if (!state.isFinal()) {
        tellings.sampled(id);
        return dueTimes.next(id);
      }
      return end(row, state, Endings.words(state, objectives, tests));
    });
  }

  private @Nullable Duration ended(Row row, long fence, VerificationState state, String why) {
    return transaction.execute(_ -> {
      requireTurn(row.deployment(), fence);
      return end(row, state, why);
    });
  }

  private @Nullable Duration end(Row row, VerificationState state, String why) {
    var back = state == VerificationState.FAILED && row.automatic();
    rows.end(row.deployment(), state, why, back ? WayBackState.WANTED : WayBackState.NONE);
    tellings.ended(row.deployment(), row.subject(), state, why, Tellings.ACTOR);
    return back ? Duration.ZERO : null;
  }

  private void requireTurn(UUID deployment, long fence) {
    if (!rows.holds(deployment, fence)) {
      throw new TurnLost(deployment);
    }
  }

  /// Somebody else has it now, or a person has decided.
  static final class TurnLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TurnLost(UUID deployment) {
      super("the verification of " + deployment + " has another holder");
    }
  }
}
