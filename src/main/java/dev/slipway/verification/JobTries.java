package dev.slipway.verification;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterGateway.JobRun;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadPatch.StartJob;
import dev.slipway.clusters.WriteResult;
import dev.slipway.kernel.UuidV7;
import dev.slipway.verification.VerificationRows.Row;
import dev.slipway.verification.VerificationView.Smoke;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Starts the Job of a try, and looks how it goes. One whose containers never ran says nothing of
/// what was rolled out: an image that cannot be pulled here, a quota, a right that is missing.
@Component
class JobTries {

  /// A Job's end is seen a little later than it comes.
  private static final Duration SLACK = Duration.ofMinutes(2);

  /// Longer than a write is under way: what is not there by then does not come any more.
  private static final Duration LATEST = Duration.ofSeconds(45);

  /// Where the last part of an id begins, which is drawn at random.
  private static final int TAIL = 24;

  private static final int LINES = 20;
  private static final int LONGEST_LOG = 2_000;

  private final ClusterGateway gateway;
  private final Clusters clusters;
  private final Placements placements;

  JobTries(ClusterGateway gateway, Clusters clusters, Placements placements) {
    this.gateway = gateway;
    this.clusters = clusters;
    this.placements = placements;
  }

  /// What a look found.
  sealed interface Look {

    /// It goes on.
    ///
    /// @param began whether any of its containers ran
    record Going(String job, boolean began) implements Look {}

    record Over(SmokeTry brought) implements Look {}
  }

  /// Calls a cluster, so never inside a transaction.
  Look look(Row row, Smoke smoke, JobProbe probe) {
    var placement = placements.byId(row.placement()).orElse(null);
    if (placement == null) {
      return nothing("The service is not placed there any more.", Duration.ZERO);
    }
    var under = smoke.underWay();
    try {
      return under == null
          ? started(row, smoke, probe, placement)
          : looked(row, probe, placement, under);
    } catch (ClusterUnreachable silent) {
      return under == null
          ? nothing("The cluster does not answer: " + silent.getMessage(), Duration.ZERO)
          : waited(row, probe, under, under.began());
    }
  }

  /// What stands where a look was not over in time. A Job that was being started may be there, or
  /// still come: it goes by the name that it has then, so that it is told of and looked for.
  Look late(Row row, Smoke smoke, JobProbe probe) {
    var under = smoke.underWay();
    return under == null
        ? new Look.Going(name(row, smoke), false)
        : waited(row, probe, under, under.began());
  }

  /// Whether the cluster would take its Job at this moment, with the image that runs. Nothing is
  /// started. Calls the cluster, so never inside a transaction.
  SmokeTry tryOut(Placement placement, JobProbe probe) {
    var trial = "smoke-trial-" + UuidV7.next().toString().substring(TAIL);
    try {
      var ready = ready(placement, probe, trial, Map.of());
      return switch (gateway.tryOut(ready.beside(), ready.job())) {
        case WriteResult.Accepted _ ->
            new SmokeTry(SampleOutcome.PASSED, null, Duration.ZERO, "", "");
        case WriteResult.Unknown(var why) -> error("The cluster does not answer: " + why);
        case WriteResult.Conflict(var why) -> error(why);
        case WriteResult.Refused(_, var why) -> error(why);
        case WriteResult.TryLater _ -> error("The cluster has no time. Try again in a moment.");
      };
    } catch (NotReady not) {
      return error(not.why);
    } catch (ClusterUnreachable silent) {
      return error("The cluster does not answer: " + silent.getMessage());
    }
  }

  private Look started(Row row, Smoke smoke, JobProbe probe, Placement placement) {
    var name = name(row, smoke);
    var marks =
        Map.of(
            "slipway.dev/deployment",
            row.deployment().toString(),
            "slipway.dev/smoke-test",
            smoke.id() + "/" + (smoke.tried().size() + 1));
    try {
      var ready = ready(placement, probe, name, marks);
      return switch (gateway.write(ready.beside(), ready.job())) {
        case WriteResult.Accepted _, WriteResult.Unknown _ -> new Look.Going(name, false);
        case WriteResult.Conflict(var why) -> notStarted(why);
        case WriteResult.Refused(_, var why) -> notStarted(why);
        case WriteResult.TryLater _ -> notStarted("the cluster has no time");
      };
    } catch (NotReady not) {
      return nothing(not.why, Duration.ZERO);
    }
  }

  /// What is sent, beside what.
  private record Ready(LiveObject beside, StartJob job) {}

  private Ready ready(Placement placement, JobProbe probe, String name, Map<String, String> marks) {
    var workload = placement.workload();
    clusters
        .whyNot(workload, "batch", "jobs", "create")
        .ifPresent(why -> {
          throw new NotReady(why);
        });
    var live =
        gateway
            .read(workload)
            .orElseThrow(() -> new NotReady("The workload is not there to take the image of."));
    var image =
        image(live, placement.container())
            .orElseThrow(() -> new NotReady("The workload has no container to take the image of."));
    var job = JobTemplate.job(probe.template(), workload.namespace(), name, image, marks);
    return new Ready(live, new StartJob(name, job, marks));
  }

  private Look looked(Row row, JobProbe probe, Placement placement, Smoke.UnderWay under) {
    var run = gateway.job(placement.workload(), under.job()).orElse(null);
    var took = since(under.since(), row.now());
    if (run == null && !under.began() && took.compareTo(LATEST) < 0) {
      return new Look.Going(under.job(), false);
    }
    if (run == null) {
      return nothing("Its Job " + under.job() + " is not there.", took);
    }
    var began = under.began() || run.began();
    if (run.complete()) {
      return new Look.Over(new SmokeTry(SampleOutcome.PASSED, null, took, "", log(placement, run)));
    }
    if (!run.failed()) {
      return waited(row, probe, under, began);
    }
    if (!began) {
      return nothing("Its Job %s never ran%s.".formatted(under.job(), reason(run)), took);
    }
    return new Look.Over(
        new SmokeTry(
            SampleOutcome.FAILED,
            null,
            took,
            "Its Job %s failed%s.".formatted(under.job(), reason(run)),
            log(placement, run)));
  }

  private Look waited(Row row, JobProbe probe, Smoke.UnderWay under, boolean began) {
    var took = since(under.since(), row.now());
    return took.compareTo(Duration.ofSeconds(probe.seconds()).plus(SLACK)) > 0
        ? nothing("How its Job %s ended could not be seen.".formatted(under.job()), took)
        : new Look.Going(under.job(), began);
  }

  private static Look notStarted(String why) {
    return nothing("Its Job could not be started: " + why + ".", Duration.ZERO);
  }

  private static Look nothing(String why, Duration took) {
    return new Look.Over(new SmokeTry(SampleOutcome.ERROR, null, took, why, ""));
  }

  private static SmokeTry error(String why) {
    return new SmokeTry(SampleOutcome.ERROR, null, Duration.ZERO, why, "");
  }

  private static String reason(JobRun run) {
    return switch (run.reason()) {
      case "" -> "";
      case "BackoffLimitExceeded" -> ": its pods failed as often as they may";
      case "DeadlineExceeded" -> ": its time was up";
      default -> " (" + run.reason() + ")";
    };
  }

  /// The same for the same try, so that one that was started is found again.
  private static String name(Row row, Smoke smoke) {
    return "smoke-%s-%s-%d"
        .formatted(
            row.deployment().toString().substring(TAIL),
            smoke.id().toString().substring(TAIL),
            smoke.tried().size() + 1);
  }

  private static Optional<String> image(LiveObject live, String container) {
    for (var one : live.spec().at("/template/spec/containers")) {
      if (one.path("name").asString("").equals(container)) {
        return Optional.of(one.path("image").asString("")).filter(image -> !image.isEmpty());
      }
    }
    return Optional.empty();
  }

  private String log(Placement placement, JobRun run) {
    var pod = run.pod();
    if (pod == null) {
      return "";
    }
    try {
      var all =
          String.join("\n", gateway.log(placement.workload(), pod, null, false, LINES)).strip();
      return all.length() > LONGEST_LOG ? all.substring(all.length() - LONGEST_LOG) : all;
    } catch (ClusterUnreachable _) {
      return "";
    }
  }

  private static Duration since(@Nullable Instant from, Instant now) {
    return from == null || now.isBefore(from) ? Duration.ZERO : Duration.between(from, now);
  }

  /// Nothing can be sent.
  private static final class NotReady extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String why;

    NotReady(String why) {
      super(why, null, false, false);
      this.why = why;
    }
  }
}
