package dev.slipway.backups;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.One;
import dev.slipway.clusters.BackupObjects.Ref;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WriteResult;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.spi.Action.Touched;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeFacts.Beside;
import dev.slipway.policies.spi.ChangeFacts.What;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Way;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What all plans about backups have in common: which source, where they stand, and what its object
/// is now. Calls the cluster, so never inside a transaction.
@Component
class BackupPlanning {

  /// Of an object of Kubernetes (RFC 1123, a subdomain).
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  /// A Job's name is a label of its pods (batch/v1: 63 characters), and so is a restore's of what
  /// Velero brings back.
  private static final int LONGEST_NAME = 63;

  private final SourceRows sources;
  private final BackupSeats seats;
  private final BackupObjects.Reader reader;
  private final ClusterGateway gateway;

  BackupPlanning(
      SourceRows sources, BackupSeats seats, BackupObjects.Reader reader, ClusterGateway gateway) {
    this.sources = sources;
    this.seats = seats;
    this.reader = reader;
    this.gateway = gateway;
  }

  /// A source with its object as it was just read.
  record Source(BackupSeat seat, One now) {

    SourceRow row() {
      return seat.source();
    }

    /// Such as `CronJob emis-data/mysql-backup`.
    String words() {
      return kindWord(now.ref().kind()) + " " + now.ref();
    }

    /// Such as `mysql in Production`.
    String where() {
      return seat.service().slug() + " in " + seat.environment().name();
    }
  }

  /// The source that a wish names.
  ///
  /// @throws DomainFailure if there is none, if plans about it stand elsewhere, or if its object is
  ///   gone
  Source source(ProposeChange wish, Placement placement) {
    var backup = wish.backup();
    if (backup == null) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT, "Say which backup: the id of its page under /backups.");
    }
    var row = sources.find(backup.source(), false).orElseThrow(Backups::nothing);
    var ref = BackupSeat.ref(row);
    if (ref == null) {
      throw conflict(WhyNoPlan.unreachable(row.kind()));
    }
    if (!row.purpose()) {
      throw conflict(WhyNoPlan.noBackup(row));
    }
    var seat = seats.of(row).orElseThrow(() -> conflict(WhyNoPlan.noSeat(row)));
    if (!seat.placement().id().equals(placement.id())) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "Plans about %s stand on %s in %s, the strictest place of what it copies."
              .formatted(row.name(), seat.service().slug(), seat.environment().slug()));
    }
    var now =
        reader
            .one(ref)
            .orElseThrow(() ->
                new DomainFailure(
                    ProblemType.NOT_FOUND,
                    "%s %s is not in the cluster any more. Whoever took it away can say why."
                        .formatted(kindWord(ref.kind()), ref)));
    return new Source(seat, now);
  }

  /// Why a run that starts now would come to nothing, by the database's clock; empty where not.
  String whyNoRun(SourceRow row) {
    return row.whyNoRun(sources.now());
  }

  /// By the database's clock.
  Instant now() {
    return sources.now();
  }

  /// A name for what is made of this one. It is part of the plan, and no other plan has it: two of
  /// the same second would find each other's.
  static String made(String name) {
    var tail = UuidV7.next().toString().substring(24);
    var room = LONGEST_NAME - tail.length() - 1;
    var start = name.length() > room ? name.substring(0, room) : name;
    return start.replaceAll("[^a-z0-9]+$", "") + "-" + tail;
  }

  /// One copy that a source made, in the place of the source's own object.
  ///
  /// @throws DomainFailure if the wish names none, or one of another source
  Source copy(ProposeChange wish, Placement placement) {
    var source = source(wish, placement);
    var backup = Objects.requireNonNull(wish.backup());
    if (source.row().kind() != BackupKind.VELERO) {
      throw conflict(WhyNoPlan.noRestore(source.row().kind()));
    }
    var name = backup.run() == null ? "" : backup.run();
    if (!NAME.matcher(name).matches()) {
      throw new FieldRefused("run", "Say which of its copies, by name.");
    }
    var found = reader.one(source.now().ref().sibling(Kind.VELERO_BACKUP, name));
    return found
        .filter(
            one -> Fields.label(one.object(), Fields.VELERO_SCHEDULE).equals(source.row().name()))
        .map(one -> new Source(source.seat(), one))
        .orElseThrow(() ->
            new FieldRefused(
                "run",
                "The cluster has no copy of %s under this name any more. Choose another one."
                    .formatted(source.row().name())));
  }

  /// Why a trial may not go into this namespace, in a sentence; empty where nothing is there and
  /// nothing is expected there.
  String taken(Ref near, String name) {
    var living = seats.living(name);
    if (living.isPresent()) {
      return "Namespace %s is that of %s.".formatted(name, living.get());
    }
    return reader.one(new Ref(near.cluster(), Kind.NAMESPACE, "", name)).isPresent()
        ? "Namespace %s is there already.".formatted(name)
        : "";
  }

  static String kindWord(Kind kind) {
    return switch (kind) {
      case CRON_JOB -> "CronJob";
      case JOB -> "Job";
      case VELERO_SCHEDULE -> "Velero Schedule";
      case VELERO_BACKUP -> "Velero Backup";
      case VELERO_RESTORE -> "Velero Restore";
      case CNPG_SCHEDULE -> "ScheduledBackup";
      case CNPG_BACKUP -> "Backup";
      default -> kind.words();
    };
  }

  static DomainFailure conflict(String why) {
    return new DomainFailure(ProblemType.CONFLICT, why);
  }

  /// What every content has: the workload, the source, and its object.
  static ObjectNode content(Source source, LiveObject live) {
    var content = JsonNodeFactory.instance.objectNode();
    var ref = source.now.ref();
    content
        .put("uid", live.uid())
        .put("source", source.row().id().toString())
        .put("object", source.words())
        .put("kind", ref.kind().name())
        .put("namespace", ref.namespace())
        .put("name", ref.name())
        .put("sourceUid", source.now.uid());
    return content;
  }

  /// Names all services that it copies, so that whoever asks needs the right for each.
  static void touch(ObjectNode content, BackupSeat seat) {
    var list = content.putArray("touches");
    seat.touched()
        .forEach(where ->
            list.addObject()
                .put("service", where.service().toString())
                .put("environment", where.environment().toString()));
  }

  static List<Touched> touched(JsonNode content) {
    return content
        .path("touches")
        .valueStream()
        .map(where ->
            new Touched(
                UUID.fromString(where.path("service").asString()),
                UUID.fromString(where.path("environment").asString())))
        .toList();
  }

  static Ref ref(JsonNode content, ClusterId cluster) {
    return new Ref(
        cluster,
        Kind.valueOf(content.path("kind").asString("")),
        content.path("namespace").asString(""),
        content.path("name").asString(""));
  }

  /// The source's object as it is now, if it still is the one that was planned for.
  Optional<One> now(JsonNode content, ClusterId cluster) {
    return reader
        .one(ref(content, cluster))
        .filter(one -> one.uid().equals(content.path("sourceUid").asString("")));
  }

  Optional<One> one(Ref ref) {
    return reader.one(ref);
  }

  ProposedChange change(
      ProposeChange wish, Source source, What what, List<String> owners, List<String> cautions) {
    var seat = source.seat;
    var selfHealing =
        owners.isEmpty()
            ? null
            : source.now.owners().stream()
                .filter(Owner::selfHealing)
                .map(Owner::name)
                .findFirst()
                .orElse(null);
    return new ProposedChange(
        seat.service(),
        seat.environment(),
        new ChangeFacts(
            wish.kind(),
            seat.placement().id().value(),
            Way.FORWARD,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            owners,
            cautions,
            selfHealing,
            null,
            null,
            false,
            null,
            new Beside(what, source.now.ref().namespace(), source.now.ref().name()),
            null,
            List.of(),
            null));
  }

  /// Asks the API server, without effect, whether it would take the write.
  ///
  /// @throws DomainFailure with its words if it would not
  void requireTaken(LiveObject live, WorkloadPatch patch) {
    if (gateway.tryOut(live, patch) instanceof WriteResult.Refused(var status, var message)) {
      throw conflict(
          status == 403
              ? "The cluster does not let the portal do this: %s. backup.yaml grants it."
                  .formatted(message)
              : "The cluster would refuse this (%d): %s.".formatted(status, message));
    }
  }
}
