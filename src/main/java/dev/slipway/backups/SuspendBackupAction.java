package dev.slipway.backups;

import dev.slipway.backups.BackupPlanning.Source;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.One;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.TemplateHash;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.plans.spi.Progress;
import dev.slipway.plans.spi.Progress.Step;
import dev.slipway.policies.spi.ChangeFacts.What;
import dev.slipway.policies.spi.ChangeKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Keeps a source from making backups by the clock, or lets it again. Its schedule stays as it is.
class SuspendBackupAction extends BackupAction {

  private final ChangeKind kind;

  SuspendBackupAction(ChangeKind kind, BackupPlanning planning) {
    super(planning);
    this.kind = kind;
  }

  @Override
  public ChangeKind kind() {
    return kind;
  }

  private boolean suspends() {
    return kind == ChangeKind.BACKUP_SUSPEND;
  }

  @Override
  public Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state) {
    var source = planning.source(wish, placement);
    var name = source.row().name();
    if (isSuspended(source.now()) == suspends()) {
      throw BackupPlanning.conflict(
          suspends() ? name + " is suspended already." : name + " is not suspended.");
    }
    var content = BackupPlanning.content(source, live);
    if (suspends()) {
      BackupPlanning.touch(content, source.seat());
    }
    planning.requireTaken(live, patch(content, live, Map.of()));
    var field = field(source.now().ref().kind());
    return new Prepared(
        content,
        null,
        "%s backup %s, for %s".formatted(suspends() ? "Suspend" : "Resume", name, source.where()),
        name,
        name + (suspends() ? " suspended" : " by its schedule"),
        List.of(
            new DiffLine(' ', source.words()),
            new DiffLine('-', field + ": " + !suspends()),
            new DiffLine('+', field + ": " + suspends())),
        List.of(
            suspends()
                ? "Runs that fall due meanwhile are not made up for when it is resumed."
                : "Runs that fell due meanwhile are not made up for; run it now if one is needed."),
        false,
        null,
        planning.change(
            wish,
            source,
            what(source.now().ref().kind()),
            source.now().owners().stream().map(SuspendBackupAction::sentence).toList(),
            cautions(source)));
  }

  private List<String> cautions(Source source) {
    return suspends()
        ? List.of(
            "Nothing makes this backup until somebody resumes it: "
                + source.row().name()
                + " counts as not protecting from then on.")
        : List.of();
  }

  private static String sentence(Owner owner) {
    var who =
        switch (owner.kind()) {
          case ARGO_CD -> "Argo CD application " + owner.name();
          case FLUX -> "Flux " + owner.name();
          case HELM -> "Helm release " + owner.name();
          case OPERATOR -> "Operator " + owner.name();
          case HPA, KEDA -> "Autoscaler " + owner.name();
        };
    return who + " delivers it and may put its own value back.";
  }

  private static What what(Kind source) {
    return switch (source) {
      case VELERO_SCHEDULE -> What.VELERO_SCHEDULE;
      case CNPG_SCHEDULE -> What.CNPG_SCHEDULE;
      default -> What.CRON_JOB;
    };
  }

  private static String field(Kind source) {
    return source == Kind.VELERO_SCHEDULE ? "paused" : "suspend";
  }

  private static boolean isSuspended(One source) {
    return source.object().path("spec").path(field(source.ref().kind())).asBoolean(false);
  }

  @Override
  public List<Touched> touches(JsonNode content) {
    return BackupPlanning.touched(content);
  }

  @Override
  public String baseHash(JsonNode content, LiveObject live) {
    var base = JsonNodeFactory.instance.objectNode();
    base.put("uid", live.uid()).put("source", content.path("sourceUid").asString(""));
    base.put(
        "suspended",
        planning
            .now(content, live.ref().cluster())
            .map(one -> String.valueOf(isSuspended(one)))
            .orElse("gone"));
    return TemplateHash.ofContent(base);
  }

  @Override
  public WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks) {
    return new WorkloadPatch.SuspendBackups(
        BackupPlanning.ref(content, live.ref().cluster()),
        content.path("sourceUid").asString(""),
        suspends(),
        marks);
  }

  @Override
  public boolean holds(JsonNode content, LiveObject live) {
    return live.uid().equals(content.path("uid").asString(""))
        && planning
            .now(content, live.ref().cluster())
            .filter(one -> isSuspended(one) == suspends())
            .isPresent();
  }

  @Override
  Progress asked(JsonNode content, ClusterId cluster, Sent sent) {
    var name = content.path("name").asString("");
    var now = planning.now(content, cluster);
    return now.filter(one -> isSuspended(one) == suspends()).isPresent()
        ? new Progress(
            Step.DONE,
            100,
            suspends()
                ? name + " starts nothing by the clock any more"
                : name + " starts by its schedule again")
        : new Progress(Step.FOREIGN, 50, "Somebody else changed " + name + " meanwhile");
  }
}
