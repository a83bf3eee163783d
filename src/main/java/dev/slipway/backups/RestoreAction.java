package dev.slipway.backups;

import dev.slipway.backups.BackupPlanning.Source;
import dev.slipway.clusters.BackupObjects.One;
import dev.slipway.clusters.BackupObjects.Ref;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.TemplateHash;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.OneLine;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.ProposeChange.OfBackup;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeFacts.What;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Puts one namespace back from one backup of Velero: into a namespace of its own, to try it, or
/// where it was. Velero leaves alone what is there and writes over no volume; it brings back what
/// is missing.
class RestoreAction extends BackupAction {

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private final ChangeKind kind;
  private final RestoreWatch watch;

  RestoreAction(ChangeKind kind, BackupPlanning planning, RestoreWatch watch) {
    super(planning);
    this.kind = kind;
    this.watch = watch;
  }

  @Override
  public ChangeKind kind() {
    return kind;
  }

  private boolean tries() {
    return kind == ChangeKind.RESTORE_TEST;
  }

  @Override
  public Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state) {
    var source = planning.copy(wish, placement);
    var asked = Objects.requireNonNull(wish.backup());
    var from = from(source, asked);
    requireGood(source);
    requirePlace(source);
    var into = tries() ? scratch(asked, from, source.now().ref()) : from;
    if (!tries()) {
      requireTyped(asked, from);
    }
    var content = BackupPlanning.content(source, live);
    BackupPlanning.touch(content, source.seat());
    content.put("run", BackupPlanning.made(source.now().ref().name()));
    content.put("from", from).put("into", into);
    planning.requireTaken(live, patch(content, live, Map.of()));
    var words = new RestoreWords(source, from, into);
    var name = source.now().ref().name();
    return new Prepared(
        content,
        null,
        words.sentence(),
        from,
        tries() ? into + " from " + name : from + " from " + name,
        words.diff(),
        words.notUndone(),
        false,
        null,
        planning.change(wish, source, What.VELERO_RESTORE, List.of(), words.cautions()));
  }

  /// One of the namespaces that the source copies and in which services run: that of the place
  /// where the plan stands, unless another one is asked for.
  private static String from(Source source, OfBackup asked) {
    var home = source.seat().placement().workload().namespace();
    var from = asked.from() == null || asked.from().isBlank() ? home : asked.from().strip();
    if (!source.seat().namespaces().containsKey(from)) {
      throw new FieldRefused(
          "from",
          "%s copies no service in namespace %s. It copies those in %s."
              .formatted(
                  source.row().name(),
                  OneLine.of(from, 63).orElse("?"),
                  String.join(", ", source.seat().namespaces().keySet())));
    }
    return from;
  }

  /// What is only partly there, or about to go, is nothing to rely on.
  private void requireGood(Source source) {
    var phase = Fields.text(source.now().object(), "/status/phase");
    var name = source.now().ref().name();
    if (!phase.equals("Completed")) {
      throw BackupPlanning.conflict(
          "Backup %s is %s, not Completed. Choose a good one."
              .formatted(name, phase.isEmpty() ? "New" : phase));
    }
    if (hasExpired(source.now().object())) {
      throw BackupPlanning.conflict(
          "Backup %s has expired, and Velero may delete it at any time. Choose a newer one."
              .formatted(name));
    }
  }

  private boolean hasExpired(JsonNode backup) {
    var expires = Fields.moment(backup, "/status/expiration");
    return expires != null && !expires.isAfter(planning.now());
  }

  private void requirePlace(Source source) {
    var location = source.row().facts().location();
    var fault = location == null ? "" : location.faultForReading(planning.now());
    if (!fault.isEmpty()) {
      throw BackupPlanning.conflict(fault + " Nothing can be put back from there now.");
    }
  }

  private String scratch(OfBackup asked, String from, Ref backup) {
    var into = asked.into() == null ? "" : asked.into().strip();
    if (!NAMESPACE.matcher(into).matches()) {
      throw new FieldRefused(
          "into",
          "Name the namespace for the trial: up to 63 of a-z, 0-9 and '-', such as %s-trial."
              .formatted(from));
    }
    if (into.equals(from) || into.equals(backup.namespace()) || into.startsWith("kube-")) {
      throw new FieldRefused("into", "A trial goes into a namespace of its own, not " + into + ".");
    }
    var taken = planning.taken(backup, into);
    if (!taken.isEmpty()) {
      throw new FieldRefused(
          "into", taken + " A trial goes into a new one, so that it touches nothing.");
    }
    return into;
  }

  private static void requireTyped(OfBackup asked, String from) {
    if (!from.equals(asked.confirmed())) {
      throw new FieldRefused(
          "confirmed", "Type %s, the namespace that is put back, to confirm it.".formatted(from));
    }
  }

  @Override
  public List<Touched> touches(JsonNode content) {
    return BackupPlanning.touched(content);
  }

  @Override
  public String baseHash(JsonNode content, LiveObject live) {
    var cluster = live.ref().cluster();
    var base = JsonNodeFactory.instance.objectNode();
    base.put("uid", live.uid()).put("source", content.path("sourceUid").asString(""));
    base.put(
        "phase",
        planning
            .now(content, cluster)
            .map(One::object)
            .map(backup -> hasExpired(backup) ? "expired" : Fields.text(backup, "/status/phase"))
            .orElse("gone"));
    base.put(
        "taken",
        tries()
            && !planning
                .taken(BackupPlanning.ref(content, cluster), content.path("into").asString(""))
                .isEmpty());
    return TemplateHash.ofContent(base);
  }

  @Override
  public WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks) {
    return new WorkloadPatch.RestoreBackup(
        BackupPlanning.ref(content, live.ref().cluster()),
        content.path("sourceUid").asString(""),
        content.path("run").asString(""),
        content.path("from").asString(""),
        content.path("into").asString(""),
        marks);
  }

  @Override
  public boolean holds(JsonNode content, LiveObject live) {
    return live.uid().equals(content.path("uid").asString(""))
        && planning.one(RestoreWatch.restore(content, live.ref().cluster())).isPresent();
  }

  @Override
  Progress asked(JsonNode content, ClusterId cluster, Sent sent) {
    return watch.of(content, cluster, sent);
  }

  @Override
  public Duration limit(Duration usual) {
    return atMost(usual);
  }
}
