package dev.slipway.plans.web;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.PlanState;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.spi.WorkloadPaused;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The form for a change, with its preview where it could be worked out.
///
/// @param running what runs there now, or null
/// @param containers a field for each container, where the workload has several
/// @param replicas how many pods are wanted now, or null
/// @param autoscaler what owns that count, or null
/// @param workload what is seen of the workload, or null
/// @param back what a rollback can go back to
/// @param whyNot why the reader may not plan this, or null
/// @param waiting a plan for the same change that waits already, or null
/// @param failure why no preview can be shown
/// @param inTheWay why it has to wait for a change that runs; null if it need not
/// @param key the intent that starting from this page has
record NewPlanPage(
    PlanForm form,
    Map<String, String> environments,
    List<Candidates.Candidate> candidates,
    @Nullable String running,
    List<ContainerField> containers,
    @Nullable Integer replicas,
    @Nullable Autoscaler autoscaler,
    @Nullable WorkloadState workload,
    WaysBack back,
    @Nullable String whyNot,
    Map<String, String> errors,
    @Nullable PlanView preview,
    @Nullable PlanView waiting,
    @Nullable String inTheWay,
    @Nullable DomainFailure failure,
    boolean moved,
    String key) {

  /// Where the image of one container is typed.
  record ContainerField(String container, boolean init, String running, String typed) {

    public String label() {
      return (init ? "Init container " : "Container ") + container;
    }

    public String hint() {
      return "Runs now: " + running + ". Empty: stays";
    }
  }

  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("rollout", "Roll out a version");
    KINDS.put("rollback", "Roll back");
    KINDS.put("scale", "Scale");
    KINDS.put("resources", "Set requests and limits");
    KINDS.put("restart", "Restart");
    KINDS.put("pause", "Pause the rollout");
    KINDS.put("resume", "Resume the rollout");
    KINDS.put("pause-sync", "Pause automatic sync (Argo CD)");
    KINDS.put("resume-sync", "Resume automatic sync (Argo CD)");
  }

  public String title() {
    return preview == null ? verb() : preview.sentence();
  }

  /// What stands above why it cannot be planned.
  public String refusal() {
    return Words.refusal(Objects.requireNonNull(failure).problem(), form.changeKind());
  }

  /// Whether a plan to resume is the way on.
  public boolean isPaused() {
    return failure instanceof WorkloadPaused;
  }

  public String verb() {
    return String.valueOf(KINDS.get(kind()));
  }

  public Map<String, String> kinds() {
    return KINDS;
  }

  /// Why a kind of change can never be made of this workload, or null.
  public @Nullable String never(String kind) {
    if (workload == null) {
      return null;
    }
    var is = workload.ref().kind();
    return switch (kind) {
      case "scale" ->
          is == WorkloadKind.DAEMON_SET
              ? "A DaemonSet runs one pod on each matching node and has no count."
              : null;
      case "pause", "resume" ->
          is == WorkloadKind.DEPLOYMENT
              ? null
              : "Kubernetes pauses only a Deployment; this is a %s.".formatted(is.kubernetes());
      case "pause-sync", "resume-sync" ->
          workload.owners().stream().anyMatch(each -> each.kind() == Owner.Kind.ARGO_CD)
              ? null
              : "No Argo CD application delivers this workload.";
      default -> null;
    };
  }

  /// How a kind of change is offered: with what is in its way, where it never works.
  public String offered(String kind, String words) {
    var never = never(kind);
    return never == null ? words : words + ": " + never;
  }

  public String kind() {
    return form.changeKind().slug();
  }

  /// Whether it has to be said which container: one alone needs no name.
  public boolean asksForContainer() {
    return workload == null
        || workload.images().size() > 1
        || given(form.container())
        || errors.containsKey("container");
  }

  /// The containers there are, after the one that the service is; empty where none is known.
  public Map<String, String> containerChoices() {
    Map<String, String> choices = new LinkedHashMap<>();
    if (workload != null) {
      choices.put("", "the container of the service");
      workload.images().forEach(each -> choices.put(each.container(), each.container()));
      var typed = form.container();
      if (typed != null && given(typed)) {
        choices.putIfAbsent(typed, typed);
      }
    }
    return choices;
  }

  /// Whether there is a repository whose versions can be offered, and to this reader.
  public boolean offersVersions() {
    return running != null && is("rollout") && whyNot == null;
  }

  /// Whether there is anything whose image a registry could be asked for.
  public boolean offersTargets() {
    return !back.earlier().isEmpty();
  }

  /// What a rollback can go back to, by the value of the field.
  public Map<String, String> targets() {
    return back.choices(form.to());
  }

  public String target() {
    return form.to() == null ? "" : form.to().strip();
  }

  /// The wanted count: what was typed, or what is set now where nothing else owns it.
  public @Nullable String pods() {
    return form.replicas() != null || replicas == null || autoscaler != null
        ? form.replicas()
        : replicas.toString();
  }

  public @Nullable String podsHint() {
    if (autoscaler != null) {
      return "Only 0 lasts here, and stops the service. Empty: the bounds below change";
    }
    return replicas == null ? null : "Wanted now: " + replicas;
  }

  /// Whether there are bounds to change.
  public boolean asksForBounds() {
    return autoscaler != null;
  }

  private static boolean given(@Nullable String text) {
    return text != null && !text.isBlank();
  }

  public @Nullable String lowerHint() {
    return autoscaler == null ? null : "Now " + autoscaler.minReplicas() + ". Empty: stays";
  }

  /// Whether an autoscaler can be made: there is none, and a count is known.
  public boolean mayMake() {
    return autoscaler == null && (replicas != null || makes());
  }

  /// Whether somebody already asks for a new autoscaler, so that its fields are open.
  public boolean makes() {
    return given(form.minReplicas())
        || given(form.maxReplicas())
        || given(form.targetCpuUtilization());
  }

  /// Whether the autoscaler is one that the portal made, and so may take away.
  public boolean mayRemove() {
    return autoscaler != null && autoscaler.ours();
  }

  public boolean removes() {
    return Boolean.TRUE.equals(form.removeAutoscaler());
  }

  public @Nullable String upperHint() {
    return autoscaler == null ? null : "Now " + autoscaler.maxReplicas() + ". Empty: stays";
  }

  public boolean is(String kind) {
    return kind().equals(kind.toLowerCase(Locale.ROOT));
  }

  public List<Choice> crumbs() {
    var service = form.service();
    return service == null || service.isBlank()
        ? List.of(Choice.link("Services", "/services"))
        : List.of(
            Choice.link("Services", "/services"), Choice.link(service, "/services/" + service));
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public List<VerdictRow> verdicts() {
    return preview == null ? List.of() : preview.verdicts().stream().map(VerdictRow::of).toList();
  }

  public String tally() {
    return preview == null ? "" : VerdictRow.tally(preview.verdicts());
  }

  /// Conditions to acknowledge before anything can start.
  public List<Verdict.AllowWithCondition> conditions() {
    return preview == null
        ? List.of()
        : preview.verdicts().stream()
            .filter(Verdict.AllowWithCondition.class::isInstance)
            .map(Verdict.AllowWithCondition.class::cast)
            .toList();
  }

  public boolean hasAcknowledged(String policy) {
    return form.acknowledged() != null && form.acknowledged().contains(policy);
  }

  /// Whether one press stores and starts it.
  public boolean canStartAtOnce() {
    return preview != null && !preview.isBlocked() && !preview.needsApproval();
  }

  public boolean isProduction() {
    return preview != null
        && preview.environment().environmentClass()
            == dev.slipway.identity.EnvironmentClass.PRODUCTION;
  }

  /// What a second plan for the same change would do.
  public String waitingWords(String ago) {
    return waiting == null
        ? ""
        : ("%s asked for it %s, and it %s. You can still plan it again: yours needs approvals of its"
                + " own, and as soon as it is approved or started, the older one is superseded and"
                + " its approvals end.")
            .formatted(
                waiting.requester().name(),
                ago,
                waiting.state() == PlanState.APPROVED
                    ? "is approved and waits to be started"
                    : "waits for its approval");
  }

  public @Nullable String lockNote() {
    return preview == null ? null : preview.lockNote();
  }

  public String startLabel() {
    return preview == null ? "Start" : "Start: " + preview.sentence();
  }
}
