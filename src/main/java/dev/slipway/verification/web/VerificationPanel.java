package dev.slipway.verification.web;

import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.shell.Times;
import dev.slipway.slo.Counts;
import dev.slipway.verification.VerificationState;
import dev.slipway.verification.VerificationView;
import dev.slipway.verification.VerificationView.Objective;
import dev.slipway.verification.VerificationView.WayBackState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page of a deployment shows of its verification.
///
/// @param view null where there is none
/// @param why why there is none
/// @param whyNotKeep why the reader cannot keep it; null if they can
/// @param whyNotRollBack why the reader cannot plan the way back; null if they can
/// @param logs whether the reader may read logs
record VerificationPanel(
    DeploymentSummary deployment,
    @Nullable VerificationView view,
    String why,
    @Nullable String whyNotKeep,
    @Nullable String whyNotRollBack,
    boolean logs,
    Duration baseline) {

  /// One objective with its picture.
  record Part(
      String name, String href, String state, String word, String compared, SampleChart chart) {}

  public String state() {
    return view == null ? "unknown" : look(view.state());
  }

  public String word() {
    return view == null ? "Not verified" : word(view.state());
  }

  public String sentence() {
    if (view == null) {
      return why;
    }
    return view.state() == VerificationState.RUNNING ? underWay(view) : view.why();
  }

  private static String underWay(VerificationView view) {
    if (view.smoke().isEmpty()) {
      return "Samples are compared with what ran before.";
    }
    return view.objectives().isEmpty()
        ? "Smoke tests ask whether it answers as it should."
        : "Smoke tests ask whether it answers as it should; samples are compared with what ran"
            + " before.";
  }

  public boolean isRunning() {
    return view != null && view.state() == VerificationState.RUNNING;
  }

  /// What is due next, in a word.
  public String next() {
    return view == null || view.objectives().isEmpty() ? "Next look" : "Next sample";
  }

  public List<Part> parts() {
    return view == null
        ? List.of()
        : view.objectives().stream().map(one -> part(view, one)).toList();
  }

  public List<SmokeParts.Part> tests() {
    return view == null
        ? List.of()
        : view.smoke().stream().map(one -> SmokeParts.part(view.state(), one, logs)).toList();
  }

  private Part part(VerificationView of, Objective objective) {
    var state = objective.state();
    return new Part(
        objective.name(),
        "/slo/" + objective.id(),
        of.state().isFinal() && !state.isFinal() ? "unknown" : look(state),
        of.state().isFinal() && !state.isFinal() ? "Not to the end" : word(state),
        compared(objective),
        SampleChart.of(objective, of.wanted(), !of.state().isFinal() && !state.isFinal()));
  }

  private String compared(Objective objective) {
    var before = objective.baseline();
    if (before == null) {
      return "What ran before is counted with the first sample.";
    }
    return usual(objective, before)
        + (Boolean.TRUE.equals(objective.byPods())
            ? "Only its new pods are counted."
            : "Its series do not tell pods apart, so all of them are counted: before against"
                + " after.");
  }

  private String usual(Objective objective, Counts before) {
    if (!before.hasTraffic()) {
      return "Nothing was counted before it, so the limit is 1 %. ";
    }
    var bad =
        "Before it, %s were bad within %s".formatted(Shares.of(before), Times.duration(baseline));
    if (!objective.provesNothing() || objective.limit() == null) {
      return bad + "; three times that, or 1 %, is the limit. ";
    }
    return "%s. More than %s is far outside this objective, so to be as before proves nothing: up to 1 %% is well, over %s is worse, and a person judges what lies between. "
        .formatted(bad, Shares.percent(objective.trusted()), Shares.percent(objective.limit()));
  }

  /// What becomes of it by itself.
  public @Nullable String wayBack() {
    if (view == null || view.state() == VerificationState.SKIPPED) {
      return null;
    }
    if (view.wayBack() != WayBackState.NONE) {
      return view.wayBackWhy().isEmpty()
          ? "It is about to be rolled back by itself."
          : view.wayBackWhy();
    }
    if (!isRunning()) {
      return null;
    }
    return view.automatic()
        ? "If it fails, it is rolled back by itself, once."
        : "If it fails, people are told; nothing is rolled back by itself.";
  }

  public @Nullable String planHref() {
    return view == null || view.wayBackPlan() == null ? null : "/plans/" + view.wayBackPlan();
  }

  /// Whether a person may say what becomes of it.
  public boolean isOpen() {
    return view != null
        && (isRunning() || view.state().asks())
        && view.wayBack() != WayBackState.STARTED
        && view.wayBack() != WayBackState.ASKED;
  }

  public String keepLabel() {
    return isRunning() ? "Stop, keep it" : "Keep it";
  }

  public String keepHref() {
    return "/deployments/" + deployment.id() + "/verification/keep";
  }

  public String rollBackHref() {
    return "/plans/new?service=%s&environment=%s&kind=rollback"
        .formatted(deployment.service(), deployment.environment());
  }

  public String settingHref() {
    return "/services/%s/env/%s/verification"
        .formatted(deployment.service(), deployment.environment());
  }

  static String look(VerificationState state) {
    return switch (state) {
      case RUNNING -> "progressing";
      case SUCCEEDED -> "succeeded";
      case FAILED -> "failed";
      case INCONCLUSIVE -> "warning";
      case ERROR, SKIPPED, REPLACED -> "unknown";
      case KEPT -> "done";
    };
  }

  static String word(VerificationState state) {
    return switch (state) {
      case RUNNING -> "Being verified";
      case SUCCEEDED -> "Verified";
      case FAILED -> "Failed";
      case INCONCLUSIVE -> "Not sure";
      case ERROR -> "No answer";
      case SKIPPED -> "Not verified";
      case REPLACED -> "Not to the end";
      case KEPT -> "Kept";
    };
  }
}
