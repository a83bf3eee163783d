package dev.slipway.backups;

import dev.slipway.backups.BackupPlanning.Source;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.TemplateHash;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeFacts.What;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Makes a backup now, by the source's own template. The name of what is made is part of the plan,
/// so that the same plan makes one and no more, whatever is sent twice.
@Component
class RunBackupAction extends BackupAction {

  private final RunWatch watch;

  RunBackupAction(BackupPlanning planning, RunWatch watch) {
    super(planning);
    this.watch = watch;
  }

  @Override
  public ChangeKind kind() {
    return ChangeKind.BACKUP_RUN;
  }

  @Override
  public Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state) {
    var source = planning.source(wish, placement);
    requireAlone(source);
    requirePlace(source);
    var name = source.now().ref().name();
    var content = BackupPlanning.content(source, live);
    content.put("base", source.now().base());
    content.put("run", BackupPlanning.made(name));
    planning.requireTaken(live, patch(content, live, Map.of()));
    return new Prepared(
        content,
        null,
        "Run backup " + name + " now, for " + source.where(),
        name,
        "one more run of " + name,
        diff(source),
        List.of(notUndone(source.now().ref().kind())),
        false,
        null,
        planning.change(wish, source, what(source.now().ref().kind()), List.of(), List.of()));
  }

  /// Its own controller would keep a second run away; of a run by hand it is not asked.
  private static void requireAlone(Source source) {
    var underWay = source.now().underWay();
    if (!underWay.isEmpty()
        && source.now().object().at("/spec/concurrencyPolicy").asString("").equals("Forbid")) {
      throw BackupPlanning.conflict(
          "%s is under way, and %s allows one run at a time (concurrencyPolicy Forbid). Wait for it."
              .formatted(underWay.getFirst(), source.row().name()));
    }
  }

  private void requirePlace(Source source) {
    var why = planning.whyNoRun(source.row());
    if (!why.isEmpty()) {
      throw BackupPlanning.conflict(why);
    }
  }

  /// Without the name of what is made: a preview a moment ago must look the same now.
  private static List<DiffLine> diff(Source source) {
    var lines = new ArrayList<DiffLine>();
    var object = source.now().object();
    lines.add(new DiffLine(' ', source.words()));
    lines.add(
        new DiffLine(
            '+',
            "one %s in namespace %s, from its template"
                .formatted(
                    BackupPlanning.kindWord(RunWatch.made(source.now().ref().kind())),
                    source.now().ref().namespace())));
    object
        .at("/spec/images")
        .forEach(image -> lines.add(new DiffLine('+', "  image: " + image.asString(""))));
    object
        .at("/spec/claims")
        .forEach(claim -> lines.add(new DiffLine('+', "  claim: " + claim.asString(""))));
    return lines;
  }

  private static String notUndone(Kind source) {
    return source == Kind.CRON_JOB
        ? "What the Job writes to where it puts its dumps. An abort does not end the Job."
        : "The backup stays until it expires. An abort does not end it.";
  }

  private static What what(Kind source) {
    return switch (source) {
      case VELERO_SCHEDULE -> What.VELERO_BACKUP;
      case CNPG_SCHEDULE -> What.CNPG_BACKUP;
      default -> What.JOB;
    };
  }

  @Override
  public String baseHash(JsonNode content, LiveObject live) {
    var base = JsonNodeFactory.instance.objectNode();
    base.put("uid", live.uid()).put("source", content.path("sourceUid").asString(""));
    base.put(
        "base", planning.now(content, live.ref().cluster()).map(one -> one.base()).orElse("gone"));
    return TemplateHash.ofContent(base);
  }

  @Override
  public WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks) {
    return new WorkloadPatch.StartBackup(
        BackupPlanning.ref(content, live.ref().cluster()),
        content.path("sourceUid").asString(""),
        content.path("base").asString(""),
        content.path("run").asString(""),
        marks);
  }

  @Override
  public boolean holds(JsonNode content, LiveObject live) {
    return live.uid().equals(content.path("uid").asString(""))
        && planning.one(RunWatch.run(content, live.ref().cluster())).isPresent();
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
