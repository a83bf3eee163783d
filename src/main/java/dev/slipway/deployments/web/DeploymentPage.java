package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentDetails;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.Headway;
import dev.slipway.deployments.Obstacle;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.UsualDuration;
import dev.slipway.policies.LockView;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.shell.Choice;
import dev.slipway.shell.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the page of one deployment shows.
///
/// @param place name of the environment
/// @param headway how far it is, counted like its pods
/// @param obstacle what stands in its way; null for nothing
/// @param planned what was asked and approved; null for an observed one
/// @param current whether nothing newer changed this placement
/// @param rights why the person may not do something, or null where they may
/// @param target what a rollback went back to
/// @param before the deployment that left what this one changed
/// @param lock the lock that this rollback set, while it is in force
public record DeploymentPage(
    DeploymentDetails details,
    String place,
    PodLanes pods,
    Headway headway,
    @Nullable Obstacle obstacle,
    @Nullable PlanView planned,
    List<DiffLine> diff,
    @Nullable UsualDuration usual,
    boolean current,
    Rights rights,
    @Nullable DeploymentSummary target,
    @Nullable DeploymentSummary before,
    @Nullable LockView lock,
    Instant now) {

  private static final Duration LEADS = Duration.ofMinutes(60);
  private static final int ALMOST = 99;

  /// Reasons against, in words.
  public record Rights(
      @Nullable String whyNotAbort,
      @Nullable String whyNotResolve,
      @Nullable String whyNotRollBack) {}

  public DeploymentSummary summary() {
    return details.summary();
  }

  public boolean isOfBackup() {
    return summary().kind().isOfBackup();
  }

  public @Nullable BackupNext next() {
    return BackupNext.of(summary(), planned);
  }

  public String name() {
    var summary = summary();
    var version = summary.changesVersion() ? " " + summary.from() + " → " + summary.to() : "";
    var where = " in " + place;
    return switch (summary.kind()) {
      case ROLLOUT -> summary.service() + version + where;
      case ROLLBACK -> "Rollback of " + summary.service() + version + where;
      case SCALE -> summary.service() + " scaled" + version + where;
      case RESTART -> "Restart of " + summary.service() + where;
      case PAUSE -> "Pause of " + summary.service() + where;
      case RESUME -> "Resume of " + summary.service() + where;
      case RESOURCES -> "Resources of " + summary.service() + where;
      case PAUSE_SYNC -> "Pause of automatic sync of " + summary.service() + where;
      case RESUME_SYNC -> "Resume of automatic sync of " + summary.service() + where;
      case BACKUP_RUN -> "Backup of " + summary.service() + where;
      case BACKUP_SUSPEND -> "Suspension of a backup of " + summary.service() + where;
      case BACKUP_RESUME -> "Resume of a backup of " + summary.service() + where;
      case RESTORE_TEST ->
          "Restore drill of " + summary.from() + " for " + summary.service() + where;
      case RESTORE -> "Restore of " + summary.from() + " for " + summary.service() + where;
    };
  }

  public String title() {
    return isActive() ? headway.percent() + " % " + summary().service() : name();
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Deployments", "/deployments"),
        Choice.link(summary().service(), "/services/" + summary().service() + "/deployments"));
  }

  public boolean isActive() {
    return summary().state().isActive();
  }

  public boolean isUnknown() {
    return summary().state() == DeploymentState.UNKNOWN;
  }

  public List<StepRow> steps() {
    return StepRow.of(details, headway, obstacle);
  }

  public List<TimelineRow> timeline() {
    return TimelineRow.of(details, planned);
  }

  /// The cluster's own words where something went wrong.
  public List<String> clusterSaid() {
    return details.timeline().stream()
        .filter(step -> step.step().equals(TimelineRow.CLUSTER_SAID))
        .map(DeploymentDetails.Step::text)
        .distinct()
        .toList();
  }

  /// How long it took; a running one counts on the page.
  public @Nullable String took() {
    var took = summary().took();
    return took == null ? null : "took " + Times.duration(took);
  }

  /// What is usual here, or an empty string.
  public String usually() {
    return usual == null || !usual.isReliable()
        ? ""
        : " (usually %s, slow %s)"
            .formatted(Times.duration(usual.median()), Times.duration(usual.slow()));
  }

  public String runs() {
    return Times.duration(Duration.between(summary().queuedAt(), now));
  }

  /// When it would usually be done; null where nobody can say, where that is over, and where the
  /// page knows better: something stands in its way, or only its end is left to be seen.
  public @Nullable Instant usualEnd() {
    var end =
        isActive()
                && obstacle == null
                && headway.percent() < ALMOST
                && usual != null
                && usual.isReliable()
            ? summary().queuedAt().plus(usual.median())
            : null;
    return end == null || end.isBefore(now) ? null : end;
  }

  public boolean isSlow() {
    return isActive()
        && usual != null
        && usual.isReliable()
        && Duration.between(summary().queuedAt(), now).compareTo(usual.slow()) > 0;
  }

  public Map<String, ?> panelVariables() {
    return Map.of("deployment", summary().id());
  }

  /// Whether it has a plan that brought images.
  public boolean bringsImages() {
    return summary().plan() != null && summary().kind().bringsImages();
  }

  /// Whether the deployment changed the template, so that going back means something.
  public boolean changesTemplate() {
    return summary().kind().changesTemplate();
  }

  /// Whether a way back from it means something: a restart left what ran before, and no rollback
  /// takes over another.
  private boolean rollsBack() {
    return changesTemplate() && summary().kind() != ChangeKind.RESTART && (!isActive() || yields());
  }

  /// Whether a rollback may take it over.
  public boolean yields() {
    return summary().kind() != ChangeKind.ROLLBACK && !isOfBackup();
  }

  public boolean offersRollBack() {
    return current && rollsBack() && rights.whyNotRollBack() == null;
  }

  /// The way back that others may take; null where there is none, or where this person may.
  public @Nullable String missed() {
    var way = current && rollsBack() ? rollBackLabel() : returns() ? returnLabel() : null;
    return rights.whyNotRollBack() == null ? null : way;
  }

  /// A way back from a rollback leads past what it went back to, so it does not undo "this".
  public String rollBackLabel() {
    return summary().kind() == ChangeKind.ROLLBACK ? "Roll back to an older version" : "Roll back";
  }

  /// Whether there is a reason to tell why it ended.
  public boolean endedBadly() {
    return switch (summary().state()) {
      case FAILED, ROLLED_BACK, ABORTED, UNKNOWN -> true;
      case QUEUED, RUNNING, VERIFYING, ABORTING, SUCCEEDED, OBSERVED -> false;
    };
  }

  /// For an hour, and for whatever went wrong, the way back comes first; after a rollback that
  /// succeeded there is no hurry to go forth again.
  public boolean leadsWithRollBack() {
    if (summary().kind() == ChangeKind.ROLLBACK && !endedBadly()) {
      return false;
    }
    var ended = summary().endedAt();
    return isActive()
        || ended == null
        || ended.plus(LEADS).isAfter(now)
        || summary().state() == DeploymentState.FAILED;
  }

  public String rollBackHref() {
    return "/plans/new?service=%s&environment=%s&kind=rollback"
        .formatted(summary().service(), summary().environment());
  }

  /// Whether one can go back to it. Only to what worked and served users as well as what ran
  /// before: what failed is no place to go back to.
  public boolean returns() {
    return !current
        && changesTemplate()
        && summary().worked()
        && !summary().isWorse()
        && details.hasTemplate();
  }

  public boolean offersReturn() {
    return returns() && rights.whyNotRollBack() == null;
  }

  public String returnLabel() {
    return "Go back to " + summary().to();
  }

  public String returnHref() {
    return rollBackHref() + "&to=" + summary().id();
  }

  public @Nullable String planHref() {
    var plan = details.plan();
    return plan == null ? null : "/plans/" + plan.value();
  }

  /// Whether the pods that are there belong to this deployment.
  public boolean showsPods() {
    return isActive() || current;
  }

  public @Nullable WatchNote watch() {
    var watch = summary().watch();
    return watch == null ? null : new WatchNote(watch);
  }

  public @Nullable VerifiedNote verified() {
    return VerifiedNote.of(summary().verified());
  }

  public String cellHref() {
    return "/services/" + summary().service() + "/env/" + summary().environment();
  }

  /// Both templates line by line; null where the one before is not kept.
  public @Nullable String compareHref() {
    return before == null ? null : "/deployments/compare?a=" + before.id() + "&b=" + summary().id();
  }

  /// What it leaves behind where a rollback replaced it; the link beside it says the rest.
  public String leftBehind() {
    return summary().why().replaceFirst("^Replaced by the rollback\\. ", "");
  }

  public String href(UUID deployment) {
    return "/deployments/" + deployment;
  }

  /// What a rollback goes back to, and who approved that then.
  public @Nullable String targetWords() {
    if (target == null || target.approvers().isEmpty()) {
      return target == null ? null : target.to();
    }
    return target.to() + ", approved then by " + String.join(", ", target.approvers());
  }
}
