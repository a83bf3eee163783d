package dev.slipway.deployments;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.SyncedApplication;
import dev.slipway.clusters.TemplateHash;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.spi.Action;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.plans.spi.Progress;
import dev.slipway.plans.spi.Progress.Step;
import dev.slipway.policies.spi.ChangeFacts.Beside;
import dev.slipway.policies.spi.ChangeFacts.What;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Keeps Argo CD from syncing the application of a workload by itself, or lets it do so again with
/// exactly what stood there. The workload itself is not written.
class SyncAction implements Action {

  private static final Duration WATCH_CATCHES_UP = Duration.ofSeconds(20);
  private static final String AUTOMATIC = "automatic";
  private static final String PAUSED = "paused";

  private final ChangeKind kind;
  private final Stages stages;
  private final ClusterGateway gateway;

  SyncAction(ChangeKind kind, Stages stages, ClusterGateway gateway) {
    this.kind = kind;
    this.stages = stages;
    this.gateway = gateway;
  }

  @Override
  public ChangeKind kind() {
    return kind;
  }

  private boolean pauses() {
    return kind == ChangeKind.PAUSE_SYNC;
  }

  @Override
  public Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state) {
    var stage = stages.of(placement);
    var application = application(live, stage, state);
    var automated = pauses() ? toPause(application) : toResume(application);
    var content = JsonNodeFactory.instance.objectNode();
    content.put("uid", live.uid());
    content.put("applicationNamespace", application.namespace());
    content.put("application", application.name());
    content.put("applicationUid", application.uid());
    content.set("automated", automated);
    var facts = new Facts(kind, stage, placement, live, state);
    return new Prepared(
        content,
        null,
        "%s automatic sync of Argo CD application %s, for %s in %s"
            .formatted(
                pauses() ? "Pause" : "Resume", application.name(), stage.name(), stage.place()),
        pauses() ? AUTOMATIC : PAUSED,
        pauses() ? PAUSED : AUTOMATIC,
        diff(automated),
        List.of(
            pauses()
                ? "Nothing: resuming puts back exactly what stood there."
                : "What Argo CD writes once it syncs again: whatever differs from its source."),
        facts.baseUnhealthy(),
        null,
        facts.sync(
            new Beside(What.APPLICATION, application.namespace(), application.name()),
            cautions(application, automated)));
  }

  private List<DiffLine> diff(JsonNode automated) {
    var sign = pauses() ? '-' : '+';
    var lines = new ArrayList<DiffLine>();
    lines.add(new DiffLine(' ', "syncPolicy:"));
    lines.add(new DiffLine(sign, automated.isEmpty() ? "  automated: {}" : "  automated:"));
    automated
        .properties()
        .forEach(each ->
            lines.add(
                new DiffLine(
                    sign,
                    "    "
                        + each.getKey()
                        + ": "
                        + (each.getValue().isValueNode()
                            ? each.getValue().asString()
                            : each.getValue().toString()))));
    return lines;
  }

  private List<String> cautions(SyncedApplication application, JsonNode automated) {
    var lines = new ArrayList<String>();
    lines.add(
        pauses()
            ? "It holds for the whole application "
                + application.name()
                + ": nothing that it delivers is synced until somebody resumes it."
            : automated.path("selfHeal").asBoolean(false)
                ? "Argo CD puts back whatever was changed meanwhile and is not in its source, within"
                    + " minutes."
                : "Argo CD brings whatever its source says with the next commit there.");
    if (application.creator() != null) {
      lines.add(
          application.creator()
              + " makes the application "
              + application.name()
              + " and may write its sync policy again at any time.");
    }
    return lines;
  }

  private SyncedApplication application(
      LiveObject live, Stage stage, @Nullable WorkloadState state) {
    var owner =
        owner(state)
            .orElseThrow(() ->
                invalid(
                    "No Argo CD application delivers "
                        + stage.name()
                        + " in "
                        + stage.place()
                        + ", as far as its labels and annotations tell."));
    return gateway
        .application(live.ref().cluster(), owner.name())
        .orElseThrow(() ->
            invalid(
                "Argo CD application "
                    + owner.name()
                    + " is not in this cluster, or the portal may not list applications.argoproj.io"
                    + " there. Pause it where Argo CD runs."));
  }

  private static Optional<Owner> owner(@Nullable WorkloadState state) {
    return state == null
        ? Optional.empty()
        : state.owners().stream().filter(each -> each.kind() == Owner.Kind.ARGO_CD).findFirst();
  }

  private static JsonNode toPause(SyncedApplication application) {
    var automated = application.automated();
    if (automated == null) {
      throw invalid(
          application.kept() != null
              ? "Automatic sync of " + application.name() + " is paused already."
              : application.name() + " is synced by hand, so there is nothing to pause.");
    }
    if (!automated.path("enabled").asBoolean(true)) {
      throw invalid(
          "Automatic sync of " + application.name() + " is switched off already (enabled: false).");
    }
    return automated;
  }

  private static JsonNode toResume(SyncedApplication application) {
    if (application.automated() != null) {
      throw invalid(application.name() + " syncs by itself already.");
    }
    var kept = application.kept();
    if (kept == null) {
      throw invalid(
          "Slipway did not pause "
              + application.name()
              + ", or what it kept is gone, so there is nothing to put back. Set its sync policy at"
              + " its source.");
    }
    return kept;
  }

  @Override
  public String baseHash(JsonNode content, LiveObject live) {
    var application = read(content, live);
    return base(
        live.uid(),
        application.map(SyncedApplication::uid).orElse(""),
        application.map(SyncedApplication::automated).orElse(null),
        application.map(SyncedApplication::kept).orElse(null));
  }

  private static String base(
      String uid, String application, @Nullable JsonNode automated, @Nullable JsonNode kept) {
    return Sha256.of(
        String.join("\n", "slipway-sync-base/1", uid, application, hash(automated), hash(kept)));
  }

  private static String hash(@Nullable JsonNode policy) {
    return policy == null ? "none" : TemplateHash.ofContent(policy);
  }

  /// The watch keeps less of an application than its policy.
  @Override
  public @Nullable String baseHash(JsonNode content, WorkloadState state) {
    return null;
  }

  @Override
  public WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks) {
    return new WorkloadPatch.SetSync(
        content.path("applicationNamespace").asString(""),
        content.path("application").asString(""),
        pauses(),
        content.path("automated"),
        marks);
  }

  @Override
  public boolean holds(JsonNode content, LiveObject live) {
    if (!live.uid().equals(content.path("uid").asString(""))) {
      return false;
    }
    var wanted = content.path("automated");
    return read(content, live)
        .filter(found -> found.uid().equals(content.path("applicationUid").asString("")))
        .filter(found ->
            pauses()
                ? found.automated() == null && same(found.kept(), wanted)
                : same(found.automated(), wanted) && found.kept() == null)
        .isPresent();
  }

  private static boolean same(@Nullable JsonNode one, JsonNode other) {
    return one != null && Objects.equals(hash(one), hash(other));
  }

  private Optional<SyncedApplication> read(JsonNode content, LiveObject live) {
    var name =
        content.path("applicationNamespace").asString("")
            + "_"
            + content.path("application").asString("");
    return gateway.application(live.ref().cluster(), name);
  }

  @Override
  public Progress progress(JsonNode content, WorkloadState state, Sent sent) {
    var sync = owner(state).map(Owner::sync).orElse(null);
    if (sync != null && (pauses() ? sync.isPaused() : sync.automatic())) {
      return new Progress(
          Step.DONE,
          100,
          pauses() ? "Automatic sync is paused" : "Argo CD syncs by itself again, as before");
    }
    return sent.since().compareTo(WATCH_CATCHES_UP) < 0
        ? new Progress(Step.GOING, 50, "The cluster accepted it; waiting to see it")
        : new Progress(Step.FOREIGN, 50, "Somebody else changed the sync policy meanwhile");
  }

  private static DomainFailure invalid(String message) {
    return new DomainFailure(ProblemType.INVALID_INPUT, message);
  }
}
